/**
 * Departments a county usually has, short names in both languages. The number of 21 is the source's, the
 * list is this product's proposal: a pool may name others.
 */
export const sectors = {
  自然资源: 'Natural resources',
  林草: 'Forestry and grassland',
  农牧: 'Agriculture and herding',
  水务: 'Water',
  住建: 'Housing',
  交通: 'Transport',
  生态环境: 'Ecology',
  市场监管: 'Market regulation',
  人社: 'Human resources',
  民政: 'Civil affairs',
  教育: 'Education',
  卫健: 'Health',
  医保: 'Medical insurance',
  退役军人: 'Veterans',
  文旅: 'Culture and tourism',
  财政: 'Finance',
  司法: 'Justice',
  公安: 'Public security',
  应急管理: 'Emergency',
  综合执法: 'Law enforcement',
  工信: 'Industry',
} as const
