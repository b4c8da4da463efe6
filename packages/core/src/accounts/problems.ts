import { z } from "zod";
import { defineProblems } from "../kernel/problems.ts";
import { Day } from "../kernel/time.ts";
import { TokenGroup } from "../kernel/token-group.ts";

export const problems = defineProblems("accounts", {
  wrongNameOrPassword: { status: 401 },
  wrongCode: { status: 401 },
  wrongPassword: { status: 403 },
  suspended: { status: 403 },
  userNameTaken: { status: 409 },
  passwordTooCommon: { status: 422 },
  passwordHasUserName: { status: 422 },
  townUnknown: { status: 404 },
  scopeUnknown: { status: 422 },
  roleNotOnScope: { status: 422 },
  lastDirector: { status: 409 },
  tokenTermTooLong: { status: 422, details: z.object({ latest: Day }) },
  tokenTermOver: { status: 422 },
  tokenGroupNotHeld: { status: 422, details: z.object({ groups: z.array(TokenGroup) }) },
  tokenAreaNotHeld: { status: 422 },
  alarmSeen: { status: 409 },
});
