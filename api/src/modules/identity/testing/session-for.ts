export { signIn as sessionFor } from "../../../testing/sign-in.ts";
