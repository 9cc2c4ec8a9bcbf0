package io.nagare.examples.redis.command;

/** The times that commands are given: in seconds or milliseconds, from now on or since 1970. Stateless. */
final class Times {

    private static final long MILLIS = 1000;

    private Times() {}

    /**
     * Returns a time in milliseconds since 1970.
     *
     * @param unit EX, PX, EXAT or PXAT
     * @throws CommandFailure if it is no number, not above 0, or too far away
     */
    static long absolute(Call call, int index, String unit, String command) {
        long number = call.integer(index);
        if (number <= 0) {
            throw invalid(command);
        }
        return absolute(call, number, unit, command);
    }

    /** As the other, for a number that may also be in the past. */
    static long absolute(Call call, long number, String unit, String command) {
        boolean seconds = unit.charAt(0) == 'E';
        boolean fromNow = unit.length() == 2;
        try {
            long millis = seconds ? Math.multiplyExact(number, MILLIS) : number;
            return fromNow ? Math.addExact(millis, call.store().now()) : millis;
        } catch (ArithmeticException tooFar) {
            throw invalid(command);
        }
    }

    private static CommandFailure invalid(String command) {
        return CommandFailure.of("invalid expire time in '" + command + "' command");
    }
}
