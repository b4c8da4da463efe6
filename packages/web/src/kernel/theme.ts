/** The one look: antd's tokens and, in `base.css`, the same values as variables for our own parts. */
import type { ThemeConfig } from "antd";

export const theme: ThemeConfig = {
  cssVar: { key: "lf" },
  hashed: false,
  token: {
    colorPrimary: "#0958d9",
    colorPrimaryHover: "#003eb3",
    colorPrimaryActive: "#002c8c",
    colorErrorHover: "#820014",
    colorErrorActive: "#5c0011",
    colorLink: "#0958d9",
    colorSuccess: "#237804",
    colorError: "#a8071a",
    colorWarning: "#874d00",
    colorText: "#1b1f24",
    colorTextPlaceholder: "#6b6b6b",
    colorTextDescription: "#595959",
    colorTextSecondary: "#4d555f",
    colorTextTertiary: "#59616b",
    colorBgLayout: "#f6f7f9",
    colorBorder: "#c3c8ce",
    colorBorderSecondary: "#e4e7eb",
    borderRadius: 6,
    borderRadiusLG: 8,
    borderRadiusSM: 4,
    fontFamily: "var(--lf-fonts)",
    fontSize: 14,
    controlHeight: 36,
    motionDurationSlow: "0.14s",
    motionDurationMid: "0.1s",
    motionDurationFast: "0.06s",
    wireframe: false,
  },
  components: {
    Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
  },
};
