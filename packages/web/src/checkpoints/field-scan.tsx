/** The camera over the whole screen, until it has read a code. */
import { m } from "@lianfang/messages/messages.js";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Button } from "../kernel/field/parts/button.tsx";
import { Note } from "../kernel/field/parts/notes.tsx";
import { type CodeReader, codeReader } from "./code-reader.ts";

interface ScannerProps {
  onText: (text: string) => void;
  onClose: () => void;
}

type Trouble = "denied" | "no-camera" | "no-reader";

/** Eight times a second: quick for the hand, and the phone stays cool. */
const betweenMs = 125;

export function Scanner({ onText, onClose }: ScannerProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const [track, setTrack] = useState<MediaStreamTrack>();
  const [trouble, setTrouble] = useState<Trouble>();
  const take = useEffectEvent((text: string) => {
    globalThis.navigator.vibrate?.(40);
    onText(text);
  });
  useEffect(() => {
    dialog.current?.showModal();
    const watching = new AbortController();
    void watch(video.current, watching.signal, setTrack).then(
      (text) => text !== undefined && take(text),
      (error: unknown) => setTrouble(troubleOf(error)),
    );
    return () => watching.abort();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="lf-scan"
      aria-label={m["checkpoints.field.scan"]()}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <video ref={video} className="lf-scan-picture" playsInline muted />
      <div className="lf-scan-frame" aria-hidden />
      <div className="lf-scan-foot">
        {trouble ? (
          <Note tone="red" isUrgent title={troubles[trouble].title()}>
            {troubles[trouble].text()}
          </Note>
        ) : (
          <p role="status">{m["checkpoints.field.scan.hint"]()}</p>
        )}
        {track && hasTorch(track) ? <Torch track={track} /> : null}
        <Button onClick={onClose}>{m["web.cancel"]()}</Button>
      </div>
    </dialog>
  );
}

const troubles: Record<Trouble, { title: () => string; text: () => string }> = {
  denied: {
    title: () => m["checkpoints.field.scan.denied"](),
    text: () => m["checkpoints.field.scan.denied.text"](),
  },
  "no-camera": {
    title: () => m["checkpoints.field.scan.noCamera"](),
    text: () => m["checkpoints.field.scan.noCamera.text"](),
  },
  "no-reader": {
    title: () => m["checkpoints.field.scan.noReader"](),
    text: () => m["checkpoints.field.scan.noReader.text"](),
  },
};

function troubleOf(error: unknown): Trouble {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotFoundError" || name === "NotReadableError" || name === "TypeError"
    ? "no-camera"
    : "no-reader";
}

/** Shows the camera and looks for a code. @returns its text; undefined when it was stopped before */
async function watch(
  video: HTMLVideoElement | null,
  stop: AbortSignal,
  onTrack: (track: MediaStreamTrack | undefined) => void,
): Promise<string | undefined> {
  if (!video) return undefined;
  const reading = codeReader();
  // Told once the camera is there, which has its own troubles.
  reading.catch(() => {});
  const stream = await globalThis.navigator.mediaDevices.getUserMedia({
    video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
  });
  const close = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  if (stop.aborted) {
    close();
    return undefined;
  }
  stop.addEventListener("abort", close);
  video.srcObject = stream;
  onTrack(stream.getVideoTracks()[0]);
  await video.play().catch(() => {});
  const reader = await reading.catch(() => {
    close();
    throw Object.assign(new Error("no reader"), { name: "NoReader" });
  });
  const text = await firstText(reader, video, stop);
  close();
  return text;
}

async function firstText(
  reader: CodeReader,
  video: HTMLVideoElement,
  stop: AbortSignal,
): Promise<string | undefined> {
  while (!stop.aborted) {
    const text = await reader.read(video).catch(() => undefined);
    if (stop.aborted) return undefined;
    if (text) return text;
    await new Promise((resolve) => setTimeout(resolve, betweenMs));
  }
  return undefined;
}

/** Not in the browser's own types yet. */
type WithTorch = MediaTrackCapabilities & { torch?: boolean };

const hasTorch = (track: MediaStreamTrack) =>
  (track.getCapabilities?.() as WithTorch | undefined)?.torch === true;

function Torch({ track }: { track: MediaStreamTrack }) {
  const [isOn, setOn] = useState(false);
  const turn = async () => {
    const advanced = [{ torch: !isOn } as MediaTrackConstraintSet];
    await track.applyConstraints({ advanced }).then(
      () => setOn(!isOn),
      () => {},
    );
  };
  return (
    <Button aria-pressed={isOn} onClick={() => void turn()}>
      {isOn ? m["checkpoints.field.torch.off"]() : m["checkpoints.field.torch.on"]()}
    </Button>
  );
}
