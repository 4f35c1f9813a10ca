# One image for every role; compose.yaml says which part a container plays.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund \
 && NODE_ENV=production node api/build.mjs \
 && (cd admin && NODE_ENV=production npx vite build) \
 && (cd miniprogram && NODE_ENV=production npx taro build --type h5)

FROM node:20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production MODE=production HOST=0.0.0.0 DATA_DIR=/data CUNQING_ROOT=/app
COPY package.json package-lock.json ./
COPY api/package.json api/
COPY api/contract/package.json api/contract/
COPY config config
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund -w api -w api/contract -w config && mkdir /data && chown node /data
COPY sql sql
COPY --from=build /app/api/dist api/dist
COPY --from=build /app/admin/dist admin/dist
COPY --from=build /app/miniprogram/dist/h5 miniprogram/dist/h5
USER node
EXPOSE 3000
CMD ["node", "api/dist/main.mjs"]
