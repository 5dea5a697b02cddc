package io.jackfield.signaling.sip;

/**
 * Counters of the SIP side, for metrics and tests. The first nine only grow.
 *
 * @param requestsIn requests read
 * @param responsesIn responses read
 * @param messagesOut messages sent, repeated ones included
 * @param retransmissions messages sent again
 * @param parseFailures messages that could not be read
 * @param faults messages and timers whose handling failed: errors of ours
 * @param strays responses and ACKs that belong to nothing of ours
 * @param sendFailures messages that could not be handed to the system
 * @param dropped messages of banned sources, not even read
 * @param clientTransactions that live now
 * @param serverTransactions that live now
 * @param timers of transactions, set now
 * @param dialogs legs of calls now
 * @param registrations bindings now
 * @param connections open now
 * @param bans sources that are banned now
 */
public record SipStatistics(
    long requestsIn,
    long responsesIn,
    long messagesOut,
    long retransmissions,
    long parseFailures,
    long faults,
    long strays,
    long sendFailures,
    long dropped,
    int clientTransactions,
    int serverTransactions,
    long timers,
    int dialogs,
    int registrations,
    int connections,
    int bans) {}
