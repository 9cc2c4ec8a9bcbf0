package io.nagare.testing.simulation.house;

import io.nagare.testing.simulation.Seeds;
import io.nagare.testing.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;

/** Prints the hashes of a hundred histories of several kinds. A process of its own, so that its JVM may differ. */
final class HistoryHashes {

    private HistoryHashes() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(all());
    }

    /** The hashes, each of seeds 0 to 99 of one kind. */
    static List<String> all() throws Exception {
        List<String> hashes = new ArrayList<>();
        hashes.add(of(new TcpHistoriesTest()::anEchoThroughAProxyThatCrashesIsABeginningOfTheWhole));
        hashes.add(of(new ChannelHistoriesTest()::aQueueGivesWhatWasSent));
        hashes.add(of(new ChannelHistoriesTest()::aBroadcastTellsWhatIsMissed));
        hashes.add(of(new FileHistoriesTest()::anAtomicWriteIsOldOrNew));
        hashes.add(of(new FileHistoriesTest()::movingLosesNothingForAProgramThatIsKilled));
        hashes.add(of(new ClosingHistoriesTest()::closingDuringAPartition));
        return hashes;
    }

    private static String of(Seeds.Scenario scenario) throws Exception {
        long all = 0;
        for (long seed = 0; seed < 100; seed++) {
            Simulation simulation = Simulation.start(seed);
            try (simulation) {
                scenario.play(simulation);
            }
            all = 31 * all + simulation.hash();
        }
        return Long.toHexString(all);
    }
}
