/** How a module binds its contract: one handler for each procedure, typed by it. */
import type {
  AnyContractProcedure,
  ContractProcedure,
  InferSchemaInput,
  InferSchemaOutput,
} from "@orpc/contract";
import type {
  CommandContext,
  PublicCommandContext,
  PublicContext,
  QueryContext,
} from "../context.ts";
import type { BatchedHandler } from "./batched.ts";

interface WriteInput {
  id: string;
  happenedAt?: string | undefined;
}

type Handle<Input, Answer, Plain, Writing> = (
  input: Input,
  context: Input extends WriteInput ? Writing : Plain,
) => Promise<Answer>;

/** A handler anybody may reach; it has no town and no actor before it names them. */
export interface PublicHandler<Run> {
  isPublic: true;
  run: Run;
}

type HandlersOf<Procedure> =
  Procedure extends ContractProcedure<infer In, infer Out, infer _Errors, infer _Meta>
    ?
        | Handle<InferSchemaOutput<In>, InferSchemaInput<Out>, QueryContext, CommandContext>
        | BatchedHandler<InferSchemaOutput<In>, InferSchemaInput<Out>>
        | PublicHandler<
            Handle<
              InferSchemaOutput<In>,
              InferSchemaInput<Out>,
              PublicContext,
              PublicCommandContext
            >
          >
    : never;

export type Handlers<Contract extends Record<string, AnyContractProcedure>> = {
  [Name in keyof Contract]: HandlersOf<Contract[Name]>;
};

/** What a handler of this procedure is given. */
export type InputOf<Procedure> =
  Procedure extends ContractProcedure<infer In, infer _Out, infer _Errors, infer _Meta>
    ? InferSchemaOutput<In>
    : never;

/** Marks the handler of a procedure declared for anybody. */
export function publicly<Run>(run: Run): PublicHandler<Run> {
  return { isPublic: true, run };
}
