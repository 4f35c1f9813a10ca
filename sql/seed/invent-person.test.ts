import { describe, expect, it } from "vitest";
import { demoNames, identityCheckDigit, inventedPeopleMax, inventPerson } from "./invent-person.ts";

const many = Array.from({ length: 4_000 }, (_unused, seed) => inventPerson(seed));

describe("an invented person", () => {
  it("is the same in every run", () => {
    expect(inventPerson(7)).toEqual(inventPerson(7));
    expect([0, 1, 2, 3].map((seed) => inventPerson(seed))).toMatchInlineSnapshot(`
      [
        {
          "bornOn": "1952-01-01",
          "householdNo": "000001",
          "identityNumber": "330825195201019016",
          "name": "姜利民",
          "phone": "19900000000",
          "relation": "head",
          "seed": 0,
          "sex": "male",
        },
        {
          "bornOn": "1950-08-19",
          "householdNo": "000001",
          "identityNumber": "330825195008199203",
          "name": "汪秋菊",
          "phone": "19900000001",
          "relation": "spouse",
          "seed": 1,
          "sex": "female",
        },
        {
          "bornOn": "1976-01-01",
          "householdNo": "000001",
          "identityNumber": "33082519760101941X",
          "name": "姜思源",
          "phone": "19900000002",
          "relation": "child",
          "seed": 2,
          "sex": "male",
        },
        {
          "bornOn": "1929-12-31",
          "householdNo": "000001",
          "identityNumber": "330825192912319601",
          "name": "王金花",
          "phone": "19900000003",
          "relation": "parent",
          "seed": 3,
          "sex": "female",
        },
      ]
    `);
  });

  it("has a well-formed identity number of the county that says the same birthday and sex", () => {
    for (const person of many) {
      const { identityNumber: number } = person;
      expect(number).toMatch(/^330825\d{11}[\dX]$/);
      expect(number.slice(6, 14)).toBe(person.bornOn.replaceAll("-", ""));
      expect(Number(number[16]) % 2).toBe(person.sex === "male" ? 1 : 0);
      expect(number[17]).toBe(identityCheckDigit(number.slice(0, 17)));
    }
  });

  it("has an order number that no station gives out, and a phone that no carrier has", () => {
    for (const person of many) {
      expect(Number(person.identityNumber.slice(14, 17))).toBeGreaterThanOrEqual(900);
      expect(person.phone ?? "19900000000").toMatch(/^(1990000\d{4}|154\d{8})$/);
    }
  });

  it("shares its identity number and phone with nobody", () => {
    const sample = Array.from({ length: inventedPeopleMax / 4 }, (_unused, index) => inventPerson(index * 4 + (index % 4)));
    for (const people of [many, sample]) {
      const phones = people.flatMap((person) => person.phone ?? []);
      expect(new Set(people.map((person) => person.identityNumber)).size).toBe(people.length);
      expect(new Set(phones).size).toBe(phones.length);
    }
  });

  it.each([-1, 0.5, inventedPeopleMax, Number.NaN])("needs a seed in range: %s", (seed) => {
    expect(() => inventPerson(seed)).toThrow(RangeError);
  });
});

describe("an invented household", () => {
  it("is a head, a spouse, a grown or growing child and an older parent under one number", () => {
    for (let first = 0; first < many.length; first += 4) {
      const [head, spouse, child, parent] = many.slice(first, first + 4);
      expect(new Set(many.slice(first, first + 4).map((person) => person.householdNo)).size).toBe(1);
      expect([head?.relation, spouse?.relation, child?.relation, parent?.relation]).toEqual(["head", "spouse", "child", "parent"]);
      expect(spouse?.sex).not.toBe(head?.sex);
      expect(child?.name[0]).toBe(head?.name[0]);
      const [headYear, spouseYear, childYear, parentYear] = [head, spouse, child, parent].map((person) => Number(person?.bornOn.slice(0, 4)));
      expect(Math.abs((headYear ?? 0) - (spouseYear ?? 0))).toBeLessThanOrEqual(3);
      expect((childYear ?? 0) - (headYear ?? 0)).toBeGreaterThanOrEqual(23);
      expect((headYear ?? 0) - (parentYear ?? 0)).toBeGreaterThanOrEqual(21);
    }
  });
});

it("every list of names is a list of different Chinese words", () => {
  for (const list of Object.values(demoNames)) {
    expect(list.length).toBeGreaterThan(5);
    expect(new Set(list).size).toBe(list.length);
    expect(list.every((name) => /^[\u4e00-\u9fff]{1,4}$/.test(name))).toBe(true);
  }
});

it.each([["11010519491231002", "X"], ["44052418800101001", "4"]])("the check digit of the standard's example %s is %s", (digits, check) => {
  expect(identityCheckDigit(digits)).toBe(check);
});
