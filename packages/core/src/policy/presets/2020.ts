/**
 * The rules of early 2020, as a township met them: people from Hubei stay at home for fourteen
 * days, contacts likewise and from February in central isolation.
 */
import type { AssessmentRule, Bilingual, RiskRegion } from "../assessment-rule.ts";
import type { PolicyRules } from "../rules-data.ts";
import {
  localPractice,
  nothingFound,
  type PresetVersion,
  registeredOnly,
  usualDuties,
  usualOrders,
  usualReadings,
} from "./standing.ts";

const communityNotice: Bilingual = {
  zh: "国务院联防联控机制《关于加强新型冠状病毒感染的肺炎疫情社区防控工作的通知》（肺炎机制发〔2020〕5号，2020年1月24日）",
  en: "State Council joint mechanism, notice on strengthening community prevention and control (no. 5 of 2020, 24 January 2020)",
};
const secondAndThirdEdition: Bilingual = {
  zh: "《新型冠状病毒感染的肺炎防控方案》第二版（2020年1月22日）、第三版（2020年1月28日）：密切接触者管理方案",
  en: "Protocol on prevention and control, second edition (22 January 2020) and third edition (28 January 2020): management of close contacts",
};
const fourthEdition: Bilingual = {
  zh: "《新型冠状病毒感染的肺炎防控方案（第四版）》（2020年2月6日印发）：密切接触者管理方案",
  en: "Protocol on prevention and control, fourth edition (issued 6 February 2020): management of close contacts",
};

/**
 * The notice of 24 January looked back over one period of observation, fourteen days, which is also
 * when the Spring Festival travel season began. Exits were opened again on 25 March (Hubei) and
 * 8 April (Wuhan).
 */
const regions: RiskRegion[] = [
  {
    divisionCode: "420000",
    name: "湖北省",
    nameEn: "Hubei",
    level: "key",
    from: "2020-01-10",
    to: "2020-03-24",
    source: communityNotice,
  },
  {
    divisionCode: "420100",
    name: "武汉市",
    nameEn: "Wuhan",
    level: "key",
    from: "2019-12-31",
    to: "2020-04-07",
    source: communityNotice,
  },
];

const contactReason = {
  code: "close-contact",
  zh: "与病例有密切接触，最后接触日为{exposedOn}",
  en: "Close contact with a case, last on {exposedOn}",
} as const;

const contactsAtHome: AssessmentRule = {
  id: "close-contact",
  when: { kind: "contact", ring: "close" },
  measure: "home-isolation",
  days: 14,
  place: "home",
  testDays: [],
  countedFrom: "last-exposure",
  reason: contactReason,
  source: secondAndThirdEdition,
};

const contactsInCentralIsolation: AssessmentRule = {
  ...contactsAtHome,
  measure: "central-isolation",
  place: "isolation-site",
  source: fourthEdition,
};

const arrivals: AssessmentRule[] = [
  {
    id: "from-key-region",
    when: { kind: "region", levels: ["key"], withinDays: 14, by: ["origin"] },
    measure: "home-isolation",
    days: 14,
    place: "home",
    testDays: [],
    countedFrom: "arrival",
    reason: {
      code: "key-region",
      zh: "{arrivedOn}{via}重点地区（{region}）到达",
      en: "Arrived on {arrivedOn} {via} a key epidemic region ({region})",
    },
    source: communityNotice,
  },
  {
    id: "through-key-region",
    when: { kind: "region", levels: ["key"], withinDays: 14, by: ["transit"] },
    measure: "health-monitoring",
    days: 14,
    place: "home",
    testDays: [],
    countedFrom: "arrival",
    reason: {
      code: "key-region",
      zh: "{arrivedOn}{via}重点地区（{region}）到达",
      en: "Arrived on {arrivedOn} {via} a key epidemic region ({region})",
    },
    source: localPractice,
  },
  {
    id: "from-abroad",
    when: { kind: "distance", distances: ["abroad"] },
    measure: "health-monitoring",
    days: 14,
    place: "home",
    testDays: [],
    countedFrom: "arrival",
    reason: {
      code: "abroad",
      zh: "{arrivedOn}从境外到达",
      en: "Arrived from abroad on {arrivedOn}",
    },
    source: localPractice,
  },
  {
    id: "from-other-province",
    when: { kind: "distance", distances: ["other-province"] },
    measure: "health-monitoring",
    days: 14,
    place: "home",
    testDays: [],
    countedFrom: "arrival",
    reason: {
      code: "other-province",
      zh: "{arrivedOn}从省外到达",
      en: "Arrived from another province on {arrivedOn}",
    },
    source: localPractice,
  },
  registeredOnly(
    "from-same-province",
    { kind: "distance", distances: ["same-province"] },
    {
      code: "same-province",
      zh: "{arrivedOn}从省内其他市到达，登记备查",
      en: "Arrived from another city of the province on {arrivedOn}; registered",
    },
    localPractice,
  ),
  registeredOnly(
    "from-same-city",
    { kind: "distance", distances: ["same-city"] },
    {
      code: "same-city",
      zh: "{arrivedOn}从市内其他县（区）到达，登记备查",
      en: "Arrived from elsewhere in the city on {arrivedOn}; registered",
    },
    localPractice,
  ),
  nothingFound,
];

function rulesWith(contacts: AssessmentRule, documents: Bilingual[]): PolicyRules {
  return {
    documents,
    riskRegions: regions,
    assessment: [contacts, ...arrivals],
    readings: usualReadings,
    orders: usualOrders,
    retention: { daysAfterResponseEnds: 30 },
    checkpoint: {
      temperature: true,
      registration: true,
      mask: true,
      pass: false,
      healthCode: false,
      venueCode: false,
      purposes: [],
      outsiders: "register",
    },
    duties: [...usualDuties],
  };
}

/** The two rule sets of early 2020, by day of effect. */
export const preset2020: readonly PresetVersion[] = [
  {
    id: "2020-january",
    effectiveFrom: "2020-01-24",
    title: {
      zh: "2020年1月：重点地区返乡人员居家14天",
      en: "January 2020: fourteen days at home after a key region",
    },
    rules: rulesWith(contactsAtHome, [communityNotice, secondAndThirdEdition]),
  },
  {
    id: "2020-february",
    effectiveFrom: "2020-02-07",
    title: {
      zh: "2020年2月：密切接触者改为集中隔离",
      en: "February 2020: close contacts into central isolation",
    },
    rules: rulesWith(contactsInCentralIsolation, [communityNotice, fourthEdition]),
  },
];
