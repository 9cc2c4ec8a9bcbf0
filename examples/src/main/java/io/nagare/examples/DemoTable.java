package io.nagare.examples;

import java.util.List;

/** Prints what the members of the demo get. One thread at a time uses it. */
final class DemoTable {

    private final DemoTalker talker;
    private final List<DemoMember> fastOnes;
    private final DemoMember slowOne;
    private long sentBefore;
    private long fastBefore;
    private long slowBefore;

    DemoTable(DemoTalker talker, List<DemoMember> fastOnes, DemoMember slowOne) {
        this.talker = talker;
        this.fastOnes = fastOnes;
        this.slowOne = slowOne;
    }

    void printHead(int port) {
        System.out.println(
                "a chat room on port " + port + ", one talker, " + fastOnes.size() + " fast listeners, 1 slow one");
        System.out.println("lag: lines that were sent, and neither received nor reported as missed yet");
        System.out.println("second | lines sent/s | a fast one gets/s, lag | the slow one gets/s, lag, missed | heap");
    }

    void printRow(long second) {
        long sentNow = talker.sent();
        long fastNow = fastOnes.stream().mapToLong(DemoMember::received).sum() / fastOnes.size();
        long fastLag = fastOnes.stream().mapToLong(member -> member.lag(sentNow)).max().orElse(0);
        long slowNow = slowOne.received();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "%6d | %12d | %16d %6d | %17d %6d %8d | %d MiB%n",
                second,
                sentNow - sentBefore,
                fastNow - fastBefore,
                Math.max(0, fastLag),
                slowNow - slowBefore,
                slowOne.lag(sentNow),
                slowOne.missed(),
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
        sentBefore = sentNow;
        fastBefore = fastNow;
        slowBefore = slowNow;
    }

    /** Prints the sum of one member, and returns whether each line that was sent is in it. */
    boolean printSum(DemoMember member) {
        boolean complete = member.lag(talker.sent()) == 0;
        System.out.printf(
                "%s: %d received + %d missed %s %d sent%n",
                member.name(), member.received(), member.missed(), complete ? "=" : "IS NOT", talker.sent());
        return complete;
    }
}
