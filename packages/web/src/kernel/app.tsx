import { LoadingOutlined } from "@ant-design/icons";
import { QueryClientProvider } from "@tanstack/react-query";
import { type AnyRouter, RouterProvider } from "@tanstack/react-router";
import { ConfigProvider } from "antd";
import en from "antd/locale/en_US";
import zh from "antd/locale/zh_CN";
import dayjs from "dayjs";
import { StrictMode, useEffect } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "./client.ts";
import { useLocale } from "./locale.ts";
import { theme } from "./theme.ts";
import "./base.css";

/**
 * Comes and goes at once. The library's own shrinks away first, and where the browser tells of no end to
 * that it stays for ever: invisible, and still said to be loading.
 */
const busySign = <LoadingOutlined />;

function App({ router }: { router: AnyRouter }) {
  const locale = useLocale();
  useEffect(() => {
    document.documentElement.lang = locale;
    dayjs.locale(locale === "en" ? "en" : "zh-cn");
    // What the server says in words comes in the language it was asked in.
    void queryClient.invalidateQueries();
  }, [locale]);
  return (
    <ConfigProvider
      theme={theme}
      locale={locale === "en" ? en : zh}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false, loadingIcon: busySign }}
    >
      {/* A new language builds the page anew: every text is asked again. Forms carry their drafts. */}
      <RouterProvider key={locale} router={router} />
    </ConfigProvider>
  );
}

/** Puts an entry's pages on the screen. */
export function mount(router: AnyRouter, place: HTMLElement): void {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <App router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
