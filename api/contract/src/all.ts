import type { Endpoint } from "./endpoint.ts";
import * as caseSteps from "./case-steps.ts";
import * as cases from "./cases.ts";
import * as erasure from "./erasure.ts";
import * as files from "./files.ts";
import * as home from "./home.ts";
import * as identity from "./identity.ts";
import * as looks from "./looks.ts";
import * as messages from "./messages.ts";
import * as organisation from "./organisation.ts";
import * as record from "./record.ts";
import * as staffLogin from "./staff-login.ts";
import * as staff from "./staff.ts";
import * as statistics from "./statistics.ts";
import * as trailDesk from "./trail-desk.ts";
import * as trail from "./trail.ts";
import * as withholding from "./withholding.ts";

/** By file, in camel case. */
const modules = { organisation, identity, staff, staffLogin, files, cases, caseSteps, home, messages, trail, statistics, record, trailDesk, looks, erasure, withholding };

export interface NamedEndpoint {
  readonly module: string;
  readonly name: string;
  readonly endpoint: Endpoint;
}

/** Every endpoint of the contract, for the router's completeness check, OpenAPI and the generated paths. */
export const endpoints: readonly NamedEndpoint[] = Object.entries(modules).flatMap(([module, exported]) =>
  Object.entries(exported)
    .filter((entry): entry is [string, Endpoint] => isEndpoint(entry[1]))
    // Bundlers list a module's exports in orders of their own. Not toSorted: the phone's language level lacks it.
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, endpoint]) => ({ module, name, endpoint })),
);

function isEndpoint(value: unknown): boolean {
  return typeof value === "object" && value !== null && "access" in value && "refusals" in value;
}
