import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { type ShownProblem, shown } from "../problem.ts";
import { ProblemNote } from "./problem-note.tsx";

/** Hands a file to the browser to be saved. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Some browsers read the address only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

interface DownloadProps {
  /** Fetches the file: `() => api.command.bulletinFile.call({ bulletinId })`. */
  fetch: () => Promise<Blob>;
  /** Used where the answer names none. */
  fallbackName: string;
  kind?: "primary" | "default" | "link";
  isDisabled?: boolean;
  children: ReactNode;
}

/** Fetches a file and saves it under the name the server gave it. */
export function DownloadButton({
  fetch,
  fallbackName,
  kind = "default",
  isDisabled = false,
  children,
}: DownloadProps) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ShownProblem>();
  const download = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const file = await fetch();
      saveFile(file, file instanceof File && file.name !== "blob" ? file.name : fallbackName);
    } catch (error) {
      setProblem(shown(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <span className="lf-send">
      <Button
        type={kind}
        icon={<DownloadOutlined aria-hidden />}
        loading={isBusy}
        disabled={isDisabled}
        onClick={() => void download()}
      >
        {children}
      </Button>
      {problem ? <ProblemNote problem={problem} /> : null}
    </span>
  );
}
