import type { ComponentProps, ReactNode } from "react";
import { GoLink } from "../router.tsx";

type Kind = "main" | "plain" | "danger" | "quiet";

interface ButtonProps extends ComponentProps<"button"> {
  kind?: Kind;
  isBusy?: boolean;
  icon?: ReactNode;
}

/** At least 48 px high; busy means that a second tap does nothing. */
export function Button({ kind = "plain", isBusy, icon, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`lf-f-button lf-f-kind-${kind} ${rest.className ?? ""}`}
      aria-busy={isBusy || undefined}
      disabled={rest.disabled || isBusy}
    >
      {icon}
      {children}
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({
  kind = "plain",
  ...rest
}: ComponentProps<"a"> & { href: string; kind?: Kind }) {
  return <GoLink {...rest} className={`lf-f-button lf-f-kind-${kind} ${rest.className ?? ""}`} />;
}
