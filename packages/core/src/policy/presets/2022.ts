/**
 * The rules of 2022, which changed four times in the year: "14+7" (eighth edition), "7+3" (ninth),
 * "5+3" (the twenty measures), five days at home (the ten measures), and none from January 2023.
 */
import type { AssessmentRule, Bilingual, RiskLevel, RiskRegion } from "../assessment-rule.ts";
import type { CheckpointDemands, PolicyRules } from "../rules-data.ts";
import { changchun, chengdu, haizhu, shanghai } from "./2022-regions.ts";
import {
  localPractice,
  nothingFound,
  type PresetVersion,
  registeredOnly,
  usualDuties,
  usualOrders,
  usualReadings,
} from "./standing.ts";

const eighthEdition: Bilingual = {
  zh: "《新型冠状病毒肺炎防控方案（第八版）》（2021年5月14日）",
  en: "COVID-19 prevention and control protocol, eighth edition (14 May 2021)",
};
const ninthEdition: Bilingual = {
  zh: "《新型冠状病毒肺炎防控方案（第九版）》（联防联控机制综发〔2022〕71号，2022年6月28日公布）",
  en: "COVID-19 prevention and control protocol, ninth edition (no. 71 of 2022, published 28 June 2022)",
};
const twentyMeasures: Bilingual = {
  zh: "《关于进一步优化新冠肺炎疫情防控措施 科学精准做好防控工作的通知》（二十条，联防联控机制综发〔2022〕101号，2022年11月11日）",
  en: "Notice on further optimising prevention and control: the twenty measures (no. 101 of 2022, 11 November 2022)",
};
const tenMeasures: Bilingual = {
  zh: "《关于进一步优化落实新冠肺炎疫情防控措施的通知》（新十条，联防联控机制综发〔2022〕113号，2022年12月7日）",
  en: "Notice on further optimising prevention and control: the ten measures (no. 113 of 2022, 7 December 2022)",
};
const classB: Bilingual = {
  zh: "《关于对新型冠状病毒感染实施“乙类乙管”的总体方案》（自2023年1月8日起施行）",
  en: "Overall plan for managing COVID-19 as a class B disease (in effect from 8 January 2023)",
};

type Phase = Pick<AssessmentRule, "measure" | "days" | "place" | "testDays">;
type FollowOn = NonNullable<AssessmentRule["followOn"]>;

const central = (days: number, testDays: number[]): Phase => ({
  measure: "central-isolation",
  days,
  place: "isolation-site",
  testDays,
});
const atHome = (days: number, testDays: number[]): Phase & FollowOn => ({
  measure: "home-isolation",
  days,
  place: "home",
  testDays,
});
const monitored = (days: number, testDays: number[]): Phase & FollowOn => ({
  measure: "health-monitoring",
  days,
  place: "home",
  testDays,
});

function contact(
  ring: "close" | "second",
  phase: Phase,
  source: Bilingual,
  followOn?: FollowOn,
): AssessmentRule {
  const reason =
    ring === "close"
      ? ({
          code: "close-contact",
          zh: "密切接触者，最后接触日为{exposedOn}",
          en: "Close contact of an infected person, last on {exposedOn}",
        } as const)
      : ({
          code: "second-contact",
          zh: "密接的密接，最后接触日为{exposedOn}",
          en: "Contact of a close contact, last on {exposedOn}",
        } as const);
  return {
    id: `${ring}-contact`,
    when: { kind: "contact", ring },
    ...phase,
    countedFrom: "last-exposure",
    ...(followOn && { followOn }),
    reason,
    source,
  };
}

const levelNames = {
  high: { zh: "高风险区", en: "a high-risk area" },
  medium: { zh: "中风险区", en: "a medium-risk area" },
  low: {
    zh: "低风险区（中高风险区所在县的其他地区）",
    en: "a low-risk area (the rest of a county with risk areas)",
  },
};

/**
 * People who were in a risk area. The period runs from the day they left it (ninth edition, questions
 * and answers of 1 July 2022), but testing after low-risk areas from their arrival.
 */
function region(
  level: Exclude<RiskLevel, "key">,
  withinDays: number,
  phase: Phase,
  source: Bilingual,
  followOn?: FollowOn,
): AssessmentRule {
  const name = levelNames[level];
  return {
    id: `${level}-risk-region`,
    when: { kind: "region", levels: [level], withinDays, by: ["origin", "transit"] },
    ...phase,
    countedFrom: level === "low" ? "arrival" : "last-exposure",
    ...(followOn && { followOn }),
    reason: {
      code: `${level}-risk-region`,
      zh: `{arrivedOn}{via}${name.zh}到达（{region}）`,
      en: `Arrived on {arrivedOn} {via} ${name.en}: {region}`,
    },
    source,
  };
}

function entry(phase: Phase, followOn: FollowOn, source: Bilingual): AssessmentRule {
  return {
    id: "from-abroad",
    when: { kind: "distance", distances: ["abroad"] },
    ...phase,
    countedFrom: "arrival",
    followOn,
    reason: {
      code: "abroad",
      zh: "{arrivedOn}从境外到达",
      en: "Arrived from abroad on {arrivedOn}",
    },
    source,
  };
}

const fromOtherProvince = registeredOnly(
  "from-other-province",
  { kind: "distance", distances: ["other-province"] },
  {
    code: "other-province",
    zh: "{arrivedOn}从省外到达，登记并查验核酸检测证明",
    en: "Arrived from another province on {arrivedOn}; registered and test certificate checked",
  },
  localPractice,
);

const codesAndTests: CheckpointDemands = {
  temperature: true,
  registration: true,
  mask: true,
  pass: false,
  healthCode: true,
  venueCode: true,
  testWithinHours: 48,
  purposes: [],
  outsiders: "register",
};
const maskOnly: CheckpointDemands = {
  temperature: false,
  registration: false,
  mask: true,
  pass: false,
  healthCode: false,
  venueCode: false,
  purposes: [],
};

function rulesWith(
  documents: Bilingual[],
  riskRegions: RiskRegion[],
  assessment: AssessmentRule[],
  checkpoint: CheckpointDemands,
): PolicyRules {
  return {
    documents,
    riskRegions,
    assessment: [...assessment, nothingFound],
    readings: usualReadings,
    orders: usualOrders,
    retention: { daysAfterResponseEnds: 30 },
    checkpoint,
    duties: [...usualDuties],
  };
}

const eighth = rulesWith(
  [eighthEdition],
  [changchun, shanghai],
  [
    contact("close", central(14, [1, 4, 7, 14]), eighthEdition, monitored(7, [2, 7])),
    contact("second", central(7, [1, 4, 7]), eighthEdition),
    region("high", 14, central(14, [1, 4, 7, 14]), localPractice, monitored(7, [2, 7])),
    region("medium", 14, central(14, [1, 4, 7, 14]), localPractice, monitored(7, [2, 7])),
    region("low", 14, monitored(14, [1, 7, 14]), localPractice),
    entry(central(14, [1, 4, 7, 14]), monitored(7, [2, 7]), eighthEdition),
    fromOtherProvince,
  ],
  codesAndTests,
);

const ninth = rulesWith(
  [ninthEdition],
  [chengdu],
  [
    contact("close", central(7, [1, 2, 3, 5, 7]), ninthEdition, monitored(3, [3])),
    contact("second", atHome(7, [1, 4, 7]), ninthEdition),
    region("high", 7, central(7, [1, 2, 3, 5, 7]), ninthEdition),
    region("medium", 7, atHome(7, [1, 4, 7]), ninthEdition),
    region("low", 7, monitored(3, [1, 3]), ninthEdition),
    entry(central(7, [1, 2, 3, 5, 7]), monitored(3, [3]), ninthEdition),
    fromOtherProvince,
  ],
  codesAndTests,
);

const twenty = rulesWith(
  [twentyMeasures, ninthEdition],
  [haizhu],
  [
    contact("close", central(5, [1, 2, 3, 5]), twentyMeasures, atHome(3, [1, 3])),
    region("high", 7, atHome(7, [1, 3, 5, 7]), twentyMeasures),
    region("low", 7, monitored(3, [1, 3]), ninthEdition),
    entry(central(5, [1, 2, 3, 5]), atHome(3, [1, 3]), twentyMeasures),
    fromOtherProvince,
  ],
  codesAndTests,
);

const ten = rulesWith(
  [tenMeasures, twentyMeasures],
  [],
  [
    contact("close", atHome(5, [5]), tenMeasures),
    region("high", 7, atHome(7, [1, 3, 5, 7]), twentyMeasures),
    entry(central(5, [1, 2, 3, 5]), atHome(3, [1, 3]), twentyMeasures),
  ],
  maskOnly,
);

const none = rulesWith([classB], [], [], maskOnly);

/** The rule sets of 2022 by day of effect, beginning with the one in force when the year began. */
export const preset2022: readonly PresetVersion[] = [
  {
    id: "2022-eighth-edition",
    effectiveFrom: "2021-05-14",
    title: { zh: "第八版：14+7", en: "Eighth edition: 14+7" },
    rules: eighth,
  },
  {
    id: "2022-ninth-edition",
    effectiveFrom: "2022-06-28",
    title: { zh: "第九版：7+3", en: "Ninth edition: 7+3" },
    rules: ninth,
  },
  {
    id: "2022-twenty-measures",
    effectiveFrom: "2022-11-11",
    title: { zh: "二十条：5+3", en: "Twenty measures: 5+3" },
    rules: twenty,
  },
  {
    id: "2022-ten-measures",
    effectiveFrom: "2022-12-07",
    title: { zh: "新十条：密接居家5天", en: "Ten measures: contacts five days at home" },
    rules: ten,
  },
  {
    id: "2023-class-b",
    effectiveFrom: "2023-01-08",
    title: { zh: "乙类乙管：不再隔离", en: "Class B: no isolation" },
    rules: none,
  },
];
