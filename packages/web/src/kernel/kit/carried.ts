import { type Dispatch, type SetStateAction, useEffect, useRef, useState } from "react";
import { beforeLanguageSwitch } from "../locale.ts";

// Only bridges the moment in which a change of language builds the page anew.
const carried = new Map<string, { value: unknown }>();

/**
 * State that outlives a change of language, which builds the page anew.
 * @param name names it on its page
 */
export function useCarriedState<Value>(
  name: string,
  initial: Value,
): [Value, Dispatch<SetStateAction<Value>>] {
  const [value, setValue] = useState<Value>(() => {
    const kept = carried.get(name);
    // What was put under a name is what is taken from it: one name, one component.
    return kept ? (kept.value as Value) : initial;
  });
  const latest = useRef(value);
  latest.current = value;
  useEffect(() => {
    carried.delete(name);
    return beforeLanguageSwitch(() => void carried.set(name, { value: latest.current }));
  }, [name]);
  return [value, setValue];
}
