package io.jackfield.signaling.sip.leg;

import io.jackfield.gateway.call.Calls;
import io.jackfield.signaling.sip.stack.TransactionLayer;
import java.time.Duration;

/**
 * What all legs share.
 *
 * @param layer sends for them
 * @param calls the gateway's calls
 * @param table where a leg is found by its tags
 * @param domain our SIP domain, the host of our From and To addresses
 * @param reattach how long an answered call outlives its lost connection
 */
record LegContext(
    TransactionLayer layer, Calls calls, LegTable table, String domain, Duration reattach) {}
