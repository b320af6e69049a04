/**
 * Forms and their fields: each with its label, its hint and its fault, and with what was typed when
 * the form comes back.
 *
 * @module
 */
import type { Child } from "hono/jsx";
import type { FormState } from "./form.ts";
import type { Html } from "../html.ts";

/** A form that changes something. */
export interface FormProps {
  id: string;
  action: string;
  submit: string;
  /** The form that was sent and not taken, if this page answers to that. */
  state?: FormState;
  danger?: boolean;
  children?: Child;
}

/** The problem of a form that was sent and not taken. */
export function FormProblem({ id, state }: { id: string; state?: FormState }): Html {
  return (
    <>
      {state?.id === id && state.message && <p class="notice bad" role="alert">{state.message}</p>}
    </>
  );
}

/** A form. It says on top what is wrong with what it was sent. */
export function Form({ id, action, submit, state, danger, children }: FormProps): Html {
  return (
    <form id={id} method="post" action={action} class="form" autocomplete="off">
      <FormProblem id={id} state={state} />
      {children}
      <div class="submit">
        <button type="submit" class={danger ? "danger" : "primary"}>{submit}</button>
      </div>
    </form>
  );
}

/** A form that opens when it is wanted, and is open when it comes back. */
export function FoldedForm({ title, ...form }: FormProps & { title: string }): Html {
  return (
    <details class="folded" open={form.state?.id === form.id}>
      <summary>{title}</summary>
      <Form {...form} />
    </details>
  );
}

/** A field of a form. */
export interface FieldProps {
  /** The id of its form. */
  form: string;
  name: string;
  label: string;
  state?: FormState;
  hint?: string;
  /** Its first value. */
  value?: string | number;
  placeholder?: string;
  required?: boolean;
  type?: "text" | "number" | "datetime-local";
  min?: number;
  /** Whether it is as wide as its form. */
  wide?: boolean;
  /** Lines of a larger field. */
  rows?: number;
  /** The id of a list of suggestions. */
  list?: string;
  options?: readonly (readonly [value: string, label: string])[];
}

/** A field. */
export function Field(props: FieldProps): Html {
  const { form, name, label, hint, required } = props;
  const state = props.state?.id === form ? props.state : undefined;
  const fault = state?.faults[name];
  const id = `${form}-${name}`;
  const described = [fault !== undefined && `${id}-fault`, hint && `${id}-hint`].filter(Boolean);
  return (
    <div class={props.rows || props.wide ? "field wide" : "field"}>
      <label for={id}>
        {label}
        {required && <span class="required" aria-hidden="true">*</span>}
      </label>
      <Input
        {...props}
        id={id}
        current={state ? state.values[name] ?? "" : `${props.value ?? ""}`}
        aria={{
          "aria-invalid": fault !== undefined ? "true" : undefined,
          "aria-describedby": described.length > 0 ? described.join(" ") : undefined,
        }}
      />
      {fault !== undefined && <p class="fault" id={`${id}-fault`}>{label} {fault}</p>}
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}

interface InputProps extends FieldProps {
  id: string;
  current: string;
  aria: Record<string, string | undefined>;
}

function Input({ id, name, current, aria, ...props }: InputProps): Html {
  const { options, rows, type = "text", required, placeholder, min, list } = props;
  if (options !== undefined) {
    return (
      <select id={id} name={name} required={required} {...aria}>
        {options.map(([value, label]) => (
          <option value={value} selected={value === current}>{label}</option>
        ))}
      </select>
    );
  }
  if (rows !== undefined) {
    return (
      <textarea
        id={id}
        name={name}
        rows={rows}
        spellcheck={false}
        required={required}
        placeholder={placeholder}
        {...aria}
      >
        {/* A browser drops the first line break of what stands here. */}
        {`\n${current}`}
      </textarea>
    );
  }
  return (
    <input
      id={id}
      name={name}
      type={type}
      value={current}
      min={min}
      list={list}
      step={type === "number" ? "any" : type === "datetime-local" ? "1" : undefined}
      required={required}
      placeholder={placeholder}
      spellcheck={false}
      {...aria}
    />
  );
}
