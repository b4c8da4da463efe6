/** What a temperature reading may say. */
import { z } from "zod";

export const lowestCelsius = 34;
export const highestCelsius = 43;

/** Degrees Celsius, one decimal. */
export const Celsius = z.number().min(lowestCelsius).max(highestCelsius).multipleOf(0.1);
