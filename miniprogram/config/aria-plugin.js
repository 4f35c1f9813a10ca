// Taro's WeChat templates know no aria attribute, so a screen reader would hear nothing of a tappable view.
// This plugin writes the ones we use into every element template; `ariaLabel` in JSX arrives as `i.ariaLabel`.
const attributes = ["aria-role", "aria-label", "aria-hidden", "aria-checked", "aria-disabled", "aria-live"];
const elements = ["view", "text", "button", "image", "input", "textarea", "scroll-view"];
const withoutProps = new Set(["pure-view", "slot", "slot-view"]);

const property = (attribute) => attribute.replace(/-([a-z])/g, (_match, letter) => letter.toUpperCase());
const written = attributes.map((attribute) => `${attribute}="{{i.${property(attribute)}}}"`).join(" ");
const opening = new RegExp(`<(${elements.join("|")})(?=[\\s>])`, "g");

module.exports = (ctx) => {
  ctx.registerMethod({
    name: "onSetupClose",
    fn(platform) {
      const template = platform.template;
      if (!template) {
        return;
      }
      const earlier = template.modifyTemplateResult?.bind(template);
      template.modifyTemplateResult = (result, nodeName, level, children) => {
        const markup = earlier ? earlier(result, nodeName, level, children) : result;
        return withoutProps.has(nodeName) ? markup : markup.replace(opening, `<$1 ${written}`);
      };
    },
  });
};
