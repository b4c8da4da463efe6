/** Personal fields of the register: sealed on the way in, opened or masked on the way out. */
import {
  lastOfIdentityNumber,
  maskIdentityNumber,
} from "@lianfang/core/registry/identity-number.ts";
import { lastOfPhone, maskPhone } from "@lianfang/core/registry/phone.ts";
import type { QueryContext } from "../kernel/context.ts";
import type { SealedField, Vault } from "../kernel/vault/vault.ts";

/** Columns of the register that hold something sealed, and as what. */
export const sealedColumns: Readonly<Partial<Record<string, SealedField>>> = {
  identity: "identity-number",
  phone: "phone",
  proxy_phone: "phone",
  in_charge_phone: "phone",
};

export function vaultOf({ kernel, town }: QueryContext): Promise<Vault> {
  return kernel.vaults.of(kernel.db, town.townId);
}

/** How many last characters are indexed; longer endings are compared after opening. */
export const tailLength = 4;

/** The columns of an identity number; without one, all empty. */
export function sealIdentity(vault: Vault, number: string | undefined) {
  return {
    identity: number ? vault.seal("identity-number", number) : null,
    identity_blind: number ? vault.blind("identity-number", number) : null,
    identity_tail: number
      ? vault.blind("identity-number-tail", lastOfIdentityNumber(number, tailLength))
      : null,
  };
}

/** The columns of a telephone number; without one, all empty. */
export function sealPhone(vault: Vault, number: string | undefined) {
  return {
    phone: number ? vault.seal("phone", number) : null,
    phone_blind: number ? vault.blind("phone", number) : null,
    phone_tail: number ? vault.blind("phone-tail", lastOfPhone(number, tailLength)) : null,
  };
}

export function openIdentity(vault: Vault, sealed: Buffer | null): string | undefined {
  return sealed ? vault.open("identity-number", sealed) : undefined;
}

export function openPhone(vault: Vault, sealed: Buffer | null): string | undefined {
  return sealed ? vault.open("phone", sealed) : undefined;
}

export function identityMasked(vault: Vault, sealed: Buffer | null): string | undefined {
  return sealed ? maskIdentityNumber(vault.open("identity-number", sealed)) : undefined;
}

export function phoneMasked(vault: Vault, sealed: Buffer | null): string | undefined {
  return sealed ? maskPhone(vault.open("phone", sealed)) : undefined;
}
