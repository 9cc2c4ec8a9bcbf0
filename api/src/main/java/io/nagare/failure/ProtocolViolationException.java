package io.nagare.failure;

/**
 * A foreign publisher or subscriber broke a rule of Reactive Streams.
 *
 * @since 0.1
 */
public final class ProtocolViolationException extends NagareException {

    private static final long serialVersionUID = 1L;

    private final String rule;

    /**
     * Names the rule and what happened.
     *
     * @param rule the rule's number, for example "1.1"
     * @param what what happened, as a sentence without its full stop
     */
    public ProtocolViolationException(String rule, String what) {
        super(what + " (Reactive Streams rule " + rule + ")");
        this.rule = rule;
    }

    /** The number of the rule that was broken. */
    public String rule() {
        return rule;
    }
}
