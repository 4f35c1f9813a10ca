import type * as contract from "@cunqing/contract";
import type { ResultOf } from "@cunqing/contract";

/** Shapes of the contract by the names the pages use. */
export type CaseSummary = ResultOf<typeof contract.listCases>["rows"][number];
export type CaseDetail = ResultOf<typeof contract.getCase>;
export type CaseState = contract.CaseState;
export type CaseAction = contract.CaseAction;
export type Figures = ResultOf<typeof contract.getFigures>;
export type CaseFigures = Figures["total"];
export type AreaNode = ResultOf<typeof contract.listAreas>["rows"][number];
export type AreaDetail = ResultOf<typeof contract.getArea>;
export type RollPerson = ResultOf<typeof contract.listPeople>["rows"][number];
export type RollImport = ResultOf<typeof contract.getRollImport>;
export type RollImportProblem = ResultOf<typeof contract.listRollImportProblems>["rows"][number];
export type ClaimForReview = ResultOf<typeof contract.listClaims>["rows"][number];
export type SessionRow = ResultOf<typeof contract.listMySessions>["rows"][number];
export type StaffRow = ResultOf<typeof contract.listStaff>["rows"][number];
export type StaffDetail = ResultOf<typeof contract.getStaff>;
export type Appointment = StaffRow["appointments"][number];
export type TotpReset = ResultOf<typeof contract.listTotpResets>["rows"][number];
export type JournalRow = ResultOf<typeof contract.listJournal>["rows"][number];
export type ReaderHealth = ResultOf<typeof contract.listReaders>["rows"][number];
export type DeliveryRow = ResultOf<typeof contract.listDeliveries>["rows"][number];
export type InboxMessage = ResultOf<typeof contract.listMessages>["rows"][number];
