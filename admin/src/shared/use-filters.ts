import { useCallback, useMemo } from "react";
import { useLocation, useNavigate, useSearchParams } from "react-router";

export interface Filters<K extends string> {
  readonly values: Readonly<Partial<Record<K, string>>>;
  /** Changes some filters and goes back to the first page. */
  readonly set: (changes: Partial<Record<K, string | undefined>>) => void;
  readonly clear: () => void;
  readonly isEmpty: boolean;
  readonly pager: Pager;
}

export interface Pager {
  readonly cursor: string | undefined;
  readonly page: number;
  readonly next: (cursor: string) => void;
  readonly back: () => void;
}

const CURSOR = "after";

/** Filters and the page live in the address, so that a list can be sent to a colleague and found again by "back". */
export function useFilters<K extends string>(names: readonly K[]): Filters<K> {
  const [search, setSearch] = useSearchParams();
  const pager = usePager(search, setSearch);
  const values = useMemo(() => readValues(names, search), [names, search]);
  const set = useCallback(
    (changes: Partial<Record<K, string | undefined>>) => {
      setSearch((before) => withChanges(before, changes), { replace: true });
    },
    [setSearch],
  );
  const clear = useCallback(() => setSearch((before) => without(before, [...names, CURSOR]), { replace: true }), [names, setSearch]);
  return { values, set, clear, isEmpty: Object.keys(values).length === 0, pager };
}

/** Pure, so that the address rules can be tested as a table. */
export function withChanges(before: URLSearchParams, changes: Partial<Record<string, string | undefined>>): URLSearchParams {
  const after = without(before, [CURSOR]);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === "") {
      after.delete(name);
    }
    else {
      after.set(name, value);
    }
  }
  return after;
}

type SetSearch = ReturnType<typeof useSearchParams>[1];

/** A cursor only leads forward; the way back is the trail of cursors, kept with the history entry. */
function usePager(search: URLSearchParams, setSearch: SetSearch): Pager {
  const location = useLocation();
  const navigate = useNavigate();
  const trail = readTrail(location.state);
  const cursor = search.get(CURSOR) ?? undefined;
  return {
    cursor,
    page: cursor === undefined ? 1 : Math.max(2, trail.length + 1),
    next(following) {
      const after = new URLSearchParams(search);
      after.set(CURSOR, following);
      setSearch(after, { state: { trail: [...trail, cursor ?? ""] } });
    },
    back() {
      const previous = trail.at(-1) ?? "";
      const after = new URLSearchParams(search);
      if (previous === "") {
        after.delete(CURSOR);
      }
      else {
        after.set(CURSOR, previous);
      }
      void navigate({ search: after.toString() }, { state: { trail: trail.slice(0, -1) } });
    },
  };
}

function readTrail(state: unknown): readonly string[] {
  if (typeof state !== "object" || state === null || !("trail" in state) || !Array.isArray(state.trail)) {
    return [];
  }
  return state.trail.filter((cursor): cursor is string => typeof cursor === "string");
}

function readValues<K extends string>(names: readonly K[], search: URLSearchParams): Partial<Record<K, string>> {
  const values: Partial<Record<K, string>> = {};
  for (const name of names) {
    const value = search.get(name);
    if (value !== null && value !== "") {
      values[name] = value;
    }
  }
  return values;
}

function without(before: URLSearchParams, names: readonly string[]): URLSearchParams {
  const after = new URLSearchParams(before);
  for (const name of names) {
    after.delete(name);
  }
  return after;
}
