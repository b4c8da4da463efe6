/** The certificate of release, as the town's command gives it out. */
import { type Day, townDay } from "@lianfang/core/kernel/time.ts";
import { type observationContract, problems } from "@lianfang/core/observation/contract.ts";
import { dayCount } from "@lianfang/core/observation/terms.ts";
import { m } from "@lianfang/messages/messages.js";
import type { Locale, QueryContext, Town } from "../kernel/context.ts";
import { toDocx } from "../kernel/documents/docx.ts";
import type { OfficialDocument } from "../kernel/documents/model.ts";
import { toPdf } from "../kernel/documents/pdf.ts";
import type { Handlers } from "../kernel/endpoint/handlers.ts";
import { residentsById } from "../registry/people.ts";
import { orderForShow } from "./list-store.ts";
import { dayInWords, measureName } from "./words.ts";

type Routes = Handlers<typeof observationContract>;
type Order = NonNullable<Awaited<ReturnType<typeof orderForShow>>>;

const types = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pdf: "application/pdf",
};

export const certificate: Routes["certificate"] = async (input, context) => {
  const { orderId, format, language } = input;
  const order = await orderForShow(context, orderId);
  if (!order) throw problems.orderNotFound();
  const document = await certificateOf(context, order, language);
  const bytes = format === "docx" ? await toDocx(document) : await toPdf(document);
  const name = `${document.title.replaceAll("\n", "")}-${document.number}.${format}`;
  return new File([Buffer.from(bytes)], name, { type: types[format] });
};

/** @throws Problem `observation.notReleased` */
async function certificateOf(
  context: QueryContext,
  order: Order,
  language: Locale,
): Promise<OfficialDocument> {
  const { town } = context;
  const { ended_at, certificate_year, certificate_number } = order;
  if (!ended_at || !certificate_year || !certificate_number) throw problems.notReleased();
  const person = (await residentsById(context, [order.resident_id])).get(order.resident_id);
  const issuedOn = townDay(ended_at, town.timeZone);
  const issuer = issuerOf(town, language);
  const locale = { locale: language };
  return {
    language,
    title: titleOf(order, language),
    issuer,
    issuedOn,
    number: numberOf(certificate_year, certificate_number, language),
    addressee: m["observation.certificate.addressee"]({ name: order.name }, locale),
    blocks: [
      {
        kind: "facts",
        facts: factsOf(order, person?.identityMasked, language),
      },
      { kind: "paragraph", text: termText(order, language) },
      { kind: "paragraph", text: freedText(order, issuedOn, language) },
      { kind: "paragraph", text: m["observation.certificate.thanks"]({}, locale) },
    ],
    signature: { body: issuer, date: dayInWords(issuedOn, language) },
    footerNote: m["observation.certificate.check"](
      {
        order: numberOf(order.number_year, order.number, language),
        write: order.end_write_id ?? "",
      },
      locale,
    ),
    onePage: true,
  };
}

function numberOf(year: number, number: number, locale: Locale): string {
  return m["observation.certificate.number"]({ year, number }, { locale });
}

function issuerOf(town: Town, locale: Locale): string {
  const name = locale === "zh-CN" ? town.name : town.nameEn;
  return m["observation.certificate.issuer"]({ town: name }, { locale });
}

function titleOf({ measure }: Order, locale: Locale): string {
  switch (measure) {
    case "health-monitoring":
      return m["observation.certificate.title.healthMonitoring"]({}, { locale });
    case "home-isolation":
      return m["observation.certificate.title.homeIsolation"]({}, { locale });
    case "central-isolation":
      return m["observation.certificate.title.centralIsolation"]({}, { locale });
  }
}

function factsOf(order: Order, identityMasked: string | undefined, locale: Locale) {
  const name = (key: FactName) => m[`observation.certificate.fact.${key}`]({}, { locale });
  return [
    ...(identityMasked ? [{ name: name("identity"), value: identityMasked }] : []),
    { name: name("place"), value: order.place },
    { name: name("order"), value: numberOf(order.number_year, order.number, locale) },
  ];
}
type FactName = "identity" | "place" | "order";

/** From when until when, by which order and for how many days. */
function termText(order: Order, locale: Locale): string {
  const { daysTotal } = dayCount(
    { countedFrom: order.counted_from, endDay: order.end_day },
    order.end_day,
  );
  return m["observation.certificate.term"](
    {
      basis: order.bases[0]?.[locale === "zh-CN" ? "zh" : "en"] ?? "",
      from: dayInWords(order.start_day, locale),
      until: dayInWords(order.end_day, locale),
      counted: dayInWords(order.counted_from, locale),
      measure: measureName(order.measure, locale),
      days: daysTotal,
    },
    { locale },
  );
}

/** Made out on the last day, it takes effect with its end; made out later, the term is over. */
function freedText(order: Order, issuedOn: Day, locale: Locale): string {
  const isAhead = issuedOn <= order.end_day;
  const until = dayInWords(order.end_day, locale);
  return isAhead
    ? m["observation.certificate.freed.ahead"]({ until }, { locale })
    : m["observation.certificate.freed"]({ until }, { locale });
}
