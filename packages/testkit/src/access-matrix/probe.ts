/**
 * How a procedure is probed. A module's probes stand in `probes/<module>.ts`, one for each
 * procedure of its contract: a missing one is a type error and fails the matrix by name.
 */

import type { Caller } from "@lianfang/server/app.ts";
import type { System } from "@lianfang/server/kernel/jobs/system.ts";
import type {
  AnyContractProcedure,
  ContractProcedure,
  InferSchemaInput,
  InferSchemaOutput,
} from "@orpc/contract";

/** An area with records of every module in it. `records` is what the module's `prepare` made. */
export interface Place<Records = unknown> {
  townId: string;
  areaId: string;
  /** The village it is or lies in. */
  villageId: string;
  /** `A`, its neighbour `B`, and `A1`, a grid in `A`. */
  name: "A" | "B" | "A1";
  records: Records;
}

/** What a call is made with, but for the write's id, which the matrix adds. */
type Given<Input> = Input extends { id: string } ? Omit<Input, "id"> : Input;

/** A call about one record, or into one area: who may not reach it must get "not found". */
export interface AimedProbe<Input, Records> {
  kind: "aimed";
  input(place: Place<Records>): Given<Input> | Promise<Given<Input>>;
  /** The problem a call that was let in ends with, where it can't succeed on the given records. */
  ends?: string;
}

/** A list, or a sum: shows of each place exactly what the caller may reach. */
export interface ListProbe<Input, Output, Records> {
  kind: "list";
  input: Given<Input>;
  /** The same narrowed to one place: shows nothing where the caller doesn't reach. */
  narrowed?(place: Place<Records>): Given<Input>;
  /** Which of the places can be recognised in the answer. */
  shows(answer: Output, place: Place<Records>): boolean;
}

/** A call about the caller's own town, own account, or nothing in particular: the role decides. */
export interface PlainProbe<Input, Records> {
  kind: "plain";
  input(anyPlace: Place<Records>): Given<Input> | Promise<Given<Input>>;
  ends?: string;
}

export type Probe<Input, Output, Records> =
  | AimedProbe<Input, Records>
  | ListProbe<Input, Output, Records>
  | PlainProbe<Input, Records>;

type ProbeOf<Procedure, Records> =
  Procedure extends ContractProcedure<infer In, infer Out, infer _Errors, infer _Meta>
    ? Probe<InferSchemaInput<In>, InferSchemaOutput<Out>, Records>
    : never;

export interface ModuleProbes<Contract extends Record<string, AnyContractProcedure>, Records> {
  /**
   * Makes the module's records in a place, through the API, as the town's director.
   * @param system for what follows from them: jobs and reactions don't run by themselves here
   */
  prepare(
    place: Place<undefined>,
    director: Caller,
    before: Prepared,
    system: System,
  ): Promise<Records>;
  probes: ProbesOf<Contract, Records>;
}

/** Of a contract's procedures or some of them, where a module's are told in several files. */
export type ProbesOf<Contract extends Record<string, AnyContractProcedure>, Records> = {
  [Name in keyof Contract]: ProbeOf<Contract[Name], Records>;
};

/** What modules further down the shelf prepared in the same place, by module. */
export interface Prepared {
  /** @throws when the module is not below */
  of<Contract extends Record<string, AnyContractProcedure>, Records>(
    probes: ModuleProbes<Contract, Records>,
  ): Records;
}

/** Types a module's probes by its contract. */
export function probesFor<Contract extends Record<string, AnyContractProcedure>>(_: Contract) {
  return <Records>(probes: ModuleProbes<Contract, Records>) => probes;
}

export type AnyProbe = Probe<object, unknown, unknown>;
export interface AnyModuleProbes {
  prepare(
    place: Place<undefined>,
    director: Caller,
    before: Prepared,
    system: System,
  ): Promise<unknown>;
  probes: Record<string, AnyProbe>;
}
