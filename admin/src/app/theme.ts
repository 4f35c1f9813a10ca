import type { ThemeConfig } from "antd";

/** The console's few colours. Every text colour here has a contrast of at least 4.5:1 on white and on paper. */
export const palette = {
  vermilion: "#c8371f",
  ink: "#26221e",
  inkSoft: "#655e56",
  link: "#1f5f8b",
  line: "#e5e0d8",
  paper: "#f6f4f0",
  pine: "#2b7a4b",
  ochre: "#8f5b00",
  late: "#a3141f",
} as const;

/** Dense and quiet: small controls, flat surfaces, vermilion kept for the one main action of a screen. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: palette.vermilion,
    colorSuccess: palette.pine,
    colorWarning: "#b87503",
    colorError: palette.late,
    // The tint derived from so dark a red would be a block of pink.
    colorErrorBg: "#fbeeee",
    colorErrorBorder: "#e3b4b6",
    colorInfo: palette.link,
    colorLink: palette.link,
    colorTextBase: palette.ink,
    colorTextSecondary: palette.inkSoft,
    colorTextTertiary: palette.inkSoft,
    colorTextDescription: palette.inkSoft,
    colorBgLayout: palette.paper,
    colorBorderSecondary: palette.line,
    colorSplit: palette.line,
    borderRadius: 4,
    fontSize: 14,
    controlHeight: 30,
    fontFamily: '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif',
    fontFamilyCode: 'Consolas, Menlo, "Noto Sans Mono CJK SC", monospace',
    boxShadowTertiary: "none",
    wireframe: false,
  },
  components: {
    Layout: { headerHeight: 48, headerPadding: "0 16px", headerBg: "#ffffff", siderBg: "#fbfaf7", bodyBg: palette.paper },
    Menu: {
      itemBg: "transparent",
      itemHeight: 32,
      itemMarginBlock: 1,
      itemMarginInline: 8,
      itemBorderRadius: 4,
      itemSelectedBg: "#f8e7e2",
      groupTitleFontSize: 12,
      groupTitleColor: palette.inkSoft,
      activeBarBorderWidth: 0,
    },
    Table: { headerBg: "#faf8f5", headerColor: palette.inkSoft, headerSplitColor: "transparent", cellPaddingBlockSM: 6, cellPaddingInlineSM: 10, rowHoverBg: "#faf8f5" },
    Card: { headerHeightSM: 36, bodyPaddingSM: 12 },
    Input: { activeBorderColor: palette.link, hoverBorderColor: "#9a938a", activeShadow: "0 0 0 2px rgba(31, 95, 139, 0.15)" },
    Select: { activeBorderColor: palette.link, hoverBorderColor: "#9a938a", activeOutlineColor: "rgba(31, 95, 139, 0.15)" },
    // Vermilion would look like the red of a fault here, so a field in use is blue.
    Form: { itemMarginBottom: 20, verticalLabelPadding: "0 0 4px" },
    Descriptions: { itemPaddingBottom: 6, labelColor: palette.inkSoft },
    Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
  },
};
