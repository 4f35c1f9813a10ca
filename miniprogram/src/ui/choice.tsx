import { View } from "@tarojs/components";
import { Icon } from "./icon.tsx";
import { spoken } from "./spoken.ts";

interface Option<V extends string> {
  readonly value: V;
  readonly words: string;
  readonly hint?: string | undefined;
}

interface ChoiceProps<V extends string> {
  readonly options: readonly Option<V>[];
  readonly value: V | null;
  readonly onChange: (value: V) => void;
  readonly id?: string;
}

/** One of a few: the whole row is the target. */
export function ChoiceList<V extends string>({ options, value, onChange, id = "choice" }: ChoiceProps<V>) {
  return (
    <View {...spoken("radiogroup")}>
      {options.map((option) => (
        <View
          key={option.value}
          id={`${id}-${option.value}`}
          className={`choice${option.value === value ? " chosen" : ""}`}
          {...spoken("radio", option.words, { checked: option.value === value })}
          onClick={() => onChange(option.value)}
        >
          <View className="choice-mark">{option.value === value && <Icon name="check" />}</View>
          <View className="grow">
            <View>{option.words}</View>
            {option.hint && <View className="soft small">{option.hint}</View>}
          </View>
        </View>
      ))}
    </View>
  );
}

interface ChipsProps {
  readonly options: readonly Option<string>[];
  readonly chosen: readonly string[];
  readonly onToggle: (value: string) => void;
  readonly id?: string;
}

export function Chips({ options, chosen, onToggle, id = "chip" }: ChipsProps) {
  return (
    <View className="chips">
      {options.map(({ value, words }) => (
        <View
          key={value}
          id={`${id}-${value}`}
          className={`chip${chosen.includes(value) ? " chosen" : ""}`}
          {...spoken("checkbox", words, { checked: chosen.includes(value) })}
          onClick={() => onToggle(value)}
        >
          {words}
        </View>
      ))}
    </View>
  );
}
