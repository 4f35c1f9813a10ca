import { defineConfig } from "vitest/config";

const ignored = ["**/node_modules/**", "**/dist/**", "**/.cache/**", "**/.data/**"];

// What tests Redis, or several processes on one MariaDB, has nothing to say in the run on SQLite and memory.
const hasServers = process.env["TEST_DATABASE"] === "mysql";

// Shared servers and real browsers are slower than rules; a hang must still end well inside the run's budget.
const patience = (seconds: number) => ({ testTimeout: seconds * 1_000, hookTimeout: seconds * 1_000 });

export default defineConfig({
  test: {
    pool: "forks",
    projects: [
      {
        extends: true,
        test: {
          name: "rules",
          include: ["**/*.test.{ts,tsx,mjs}"],
          exclude: [...ignored, "**/*.db.test.ts"],
          ...patience(15),
        },
      },
      {
        extends: true,
        test: {
          name: "database",
          include: ["**/*.db.test.ts"],
          exclude: hasServers ? ignored : [...ignored, "**/redis-*.db.test.ts", "**/*.servers.db.test.ts"],
          maxWorkers: 2,
          ...patience(60),
        },
      },
      {
        extends: true,
        test: {
          name: "journeys",
          include: ["e2e/**/*.journey.ts"],
          exclude: ignored,
          // Two cores carry one browser and one API; a second pair would only make both slow.
          maxWorkers: 1,
          fileParallelism: false,
          ...patience(180),
        },
      },
      {
        extends: true,
        test: {
          name: "soak",
          include: ["**/*.soak.ts"],
          exclude: ignored,
          maxWorkers: 1,
          fileParallelism: false,
          ...patience(1_500),
        },
      },
    ],
  },
});
