import { expect, test } from "vitest";
import { randomId } from "../crypto/random.ts";
import { createTickets } from "./promise-ticket.ts";

const tickets = createTickets(Buffer.alloc(32, 7));
const entryId = randomId();

test("a ticket opens the entry it was made for, and fits into an address", () => {
  const ticket = tickets.of(entryId);
  expect(tickets.entryIdIn(ticket)).toBe(entryId);
  expect(ticket).toMatch(/^[\w.-]{20,120}$/);
});

test("the same entry always has the same ticket, and another key another one", () => {
  expect(tickets.of(entryId)).toBe(tickets.of(entryId));
  expect(createTickets(Buffer.alloc(32, 8)).of(entryId)).not.toBe(tickets.of(entryId));
});

test.each([
  ["of another entry", () => `${randomId()}.${tickets.of(entryId).split(".")[1]}`],
  ["of another key", () => createTickets(Buffer.alloc(32, 8)).of(entryId)],
  ["without its MAC", () => entryId],
  ["with a MAC cut short", () => tickets.of(entryId).slice(0, -1)],
  ["with a MAC of zeros", () => `${entryId}.${"A".repeat(22)}`],
  ["with something behind it", () => `${tickets.of(entryId)}A`],
  ["of nothing", () => "."],
  ["that is empty", () => ""],
])("a ticket %s opens nothing", (_, ticket) => {
  expect(tickets.entryIdIn(ticket())).toBeNull();
});
