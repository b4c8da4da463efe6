/** What was decided can be told with the eyes on the car: by shakes of the phone and by tones. */
import { type Outcome, worstOf } from "@lianfang/core/checkpoints/decision.ts";

const shakes: Record<Outcome, number[]> = {
  admit: [40],
  refuse: [120, 80, 120],
  refer: [300, 100, 300, 100, 300],
};
/** In hertz, one after the other: up, down, a siren. */
const tones: Record<Outcome, number[]> = {
  admit: [660, 880],
  refuse: [440, 330],
  refer: [880, 587, 880, 587],
};
const toneSeconds = 0.12;
let speaker: AudioContext | undefined;

/** To be called from a tap; browsers are silent otherwise. */
export function signal(outcomes: readonly Outcome[]): void {
  const outcome = worstOf(outcomes);
  globalThis.navigator.vibrate?.(shakes[outcome]);
  try {
    speaker ??= new AudioContext();
    void speaker.resume();
    sound(speaker, tones[outcome]);
  } catch {
    // A phone without sound shows it all the same.
  }
}

function sound(context: AudioContext, hertz: readonly number[]): void {
  const volume = context.createGain();
  volume.gain.value = 0.2;
  volume.connect(context.destination);
  for (const [at, frequency] of hertz.entries()) {
    const tone = context.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(volume);
    tone.start(context.currentTime + at * toneSeconds);
    tone.stop(context.currentTime + (at + 1) * toneSeconds);
  }
}
