import { describe, expect, it } from "vitest";
import { isConnectionLost, isDuplicate, isFull, isRetryable } from "./database-errors.ts";

const judged = (error: unknown) => ({
  isRetryable: isRetryable(error),
  isConnectionLost: isConnectionLost(error),
  isFull: isFull(error),
  isDuplicate: isDuplicate(error),
});
const only = (name: keyof ReturnType<typeof judged>) => ({ isRetryable: false, isConnectionLost: false, isFull: false, isDuplicate: false, [name]: true });

describe("what went wrong with the database", () => {
  it.each([
    ["a deadlock on MySQL", { parent: { errno: 1213, code: "ER_LOCK_DEADLOCK" } }, only("isRetryable")],
    ["a lock that took too long", { errno: 1205 }, only("isRetryable")],
    ["a snapshot conflict on MariaDB", { errno: 1020 }, only("isRetryable")],
    ["a busy SQLite file", { parent: { code: "SQLITE_BUSY" } }, only("isRetryable")],
    ["a lost connection", { parent: { code: "PROTOCOL_CONNECTION_LOST" } }, only("isConnectionLost")],
    ["a server that is not there", { name: "SequelizeConnectionRefusedError" }, only("isConnectionLost")],
    ["a server going down", { errno: 1053 }, only("isConnectionLost")],
    ["a full SQLite file", { code: "SQLITE_FULL" }, only("isFull")],
    ["a full disk under MySQL", { errno: 1021, code: "ER_DISK_FULL" }, only("isFull")],
    ["a full table", { parent: { errno: 1114 } }, only("isFull")],
    ["a full disk under our files", { code: "ENOSPC" }, only("isFull")],
    ["a key that is there already on MySQL", { errno: 1062 }, only("isDuplicate")],
    ["a key that is there already on SQLite", { parent: { code: "SQLITE_CONSTRAINT_UNIQUE" } }, only("isDuplicate")],
    ["a defect of ours", new TypeError("x is not a function"), { isRetryable: false, isConnectionLost: false, isFull: false, isDuplicate: false }],
  ])("%s is told apart by its code, however deep it is wrapped", (_, error, expected) => {
    expect(judged(error)).toEqual(expected);
    expect(judged({ name: "SequelizeDatabaseError", parent: error })).toEqual(expected);
  });

  it("is nothing we know when nothing is thrown that we know", () => {
    expect(judged(undefined)).toEqual(judged("text"));
  });
});
