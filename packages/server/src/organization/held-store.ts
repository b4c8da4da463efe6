import { DatabaseError } from "pg";

const foreignKeyViolation = "23503";

/** @returns false when a foreign key holds it; the transaction is spoilt then */
export async function deletedUnlessHeld(deletion: () => Promise<unknown>): Promise<boolean> {
  try {
    await deletion();
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === foreignKeyViolation) return false;
    throw error;
  }
}
