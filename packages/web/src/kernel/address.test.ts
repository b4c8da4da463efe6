import { describe, expect, it } from "vitest";
import { parseSearch, stringifySearch, textSearch } from "./address.ts";

describe("filters in the address", () => {
  it("come back as they were typed, digits included", () => {
    const address = stringifySearch({
      search: "0312 陈",
      state: "issued",
      empty: "",
      none: undefined,
    });
    expect(parseSearch(address)).toEqual({ search: "0312 陈", state: "issued" });
  });

  it("are nothing when there are none", () => {
    expect(stringifySearch({})).toBe("");
  });

  it("are only those a page knows", () => {
    const validate = textSearch("version");
    expect(validate({ version: "a", other: "b" })).toEqual({ version: "a" });
    expect(validate({ version: "" })).toEqual({});
  });
});
