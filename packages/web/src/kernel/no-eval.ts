// The content security policy allows no code made from text; zod would try when a schema is made,
// so an entry imports this before anything else.
import { config } from "zod";

config({ jitless: true });
