import { expect, test } from "vitest";
import { maskIdentity, maskName, maskPhone } from "./mask.ts";

test.each([
  ["13812345678", "138****5678"],
  ["057071234567", "057*****4567"],
  ["7012345", "*****45"],
  ["12", "*2"],
  ["", ""],
])("the phone %s is shown as %s", (phone, masked) => { expect(maskPhone(phone)).toBe(masked); });

test.each([
  ["33082519581203123X", "330825********123X"],
  ["330825581203123", "330825*****3123"],
  ["E12345678", "*******78"],
  ["", ""],
])("the identity number %s is shown as %s", (identity, masked) => { expect(maskIdentity(identity)).toBe(masked); });

test.each([
  ["吴大伯", "吴**"],
  ["吴明", "吴*"],
  ["吴", "吴*"],
  ["欧阳明", "欧阳*"],
  ["欧阳", "欧*"],
  ["𠮷野家", "𠮷**"],
  ["买买提·艾力", "买*****"],
])("the name %s is shown as %s", (name, masked) => { expect(maskName(name)).toBe(masked); });
