import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { parseSearch } from "../address.ts";

interface AddressLinkProps {
  /** An address within the desk, filters and all: `/people/readings?state=missed`. */
  to: string;
  className?: string;
  children: ReactNode;
}

/** A link to a page with its filters already set. */
export function AddressLink({ to, className, children }: AddressLinkProps) {
  const [path = "/", search = ""] = to.split("?");
  return (
    <Link to={path} search={parseSearch(search) as never} {...(className ? { className } : {})}>
      {children}
    </Link>
  );
}
