import { mount } from '../ui/mount.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

mount({}, <Skeleton />)
