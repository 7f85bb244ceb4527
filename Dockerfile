# Pages are built with the build tools, then served without them.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY --from=build /app/server server
COPY --from=build /app/shared shared
COPY --from=build /app/dist dist
# The build is newer than what it was made of, and the build tool is absent: it is used as it is.
RUN mkdir data && chown node:node data
USER node
EXPOSE 3000
CMD ["npm", "start", "--", "--no-demo"]
