// A choice of one among few, all of them in sight: a radio group that looks like one control.
import * as RadioGroup from '@radix-ui/react-radio-group';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChoose: (value: Value) => void;
  readonly isDisabled?: boolean;
}

export const Segmented = <Value extends string>({
  label,
  value,
  choices,
  onChoose,
  isDisabled = false,
}: SegmentedProps<Value>) => (
  <RadioGroup.Root
    className="segmented"
    aria-label={label}
    value={value}
    disabled={isDisabled}
    onValueChange={(next) => onChoose(next as Value)}
  >
    {choices.map((choice) => (
      <RadioGroup.Item key={choice.value} value={choice.value} className="segment">
        {choice.label}
      </RadioGroup.Item>
    ))}
  </RadioGroup.Root>
);
