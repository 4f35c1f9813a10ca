import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where the development server passes `/api` on to. */
const API = "http://127.0.0.1:3000";

export default defineConfig({
  base: "/admin/",
  plugins: [react()],
  // The server replaces this word in index.html by a fresh nonce for each answer; antd reads it from the meta tag.
  html: { cspNonce: "__CSP_NONCE__" },
  server: { port: 5173, proxy: { "/api": API } },
  build: {
    target: "es2022",
    // Inlined assets would be data: addresses, which the content policy does not allow for fonts and scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // Shared chunks are named after everything that shares them, which is too long for an address.
        chunkFileNames: ({ name }) => `assets/${name.split("~")[0] ?? name}-[hash].js`,
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler|react-router|@tanstack)\//, priority: 20 },
            // What the shell and the log-in need at once; tables, trees and uploads come with the first page that has one.
            { name: "antd", tags: ["$initial"], test: /node_modules\/(antd|@ant-design|@rc-component)\//, priority: 10 },
            { name: "antd-more", test: /node_modules\/(antd|@ant-design|@rc-component)\//, entriesAware: true, entriesAwareMergeThreshold: 60_000, priority: 5 },
          ],
        },
      },
    },
  },
});
