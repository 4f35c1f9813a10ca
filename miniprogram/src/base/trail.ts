/** Whom this phone believes. Built in from the county's trail.json: a key that came from the service would prove nothing. */
export const trail: typeof __TRAIL__ = __TRAIL__;
