package io.nagare.engine.poll;

import io.nagare.driver.EagerClasses;
import java.util.List;

/**
 * The classes of the language and the engine that something must not be the first to ask for when there is no memory:
 * those that strands fail and are aborted with, and all that have something to initialize. A class whose initialization
 * has failed once is never there again, and whatever needs it fails for as long as the process lives.
 */
final class EngineClasses {

    static final List<String> OF_LANGUAGE = List.of(
            "io.nagare.BlockingIterator",
            "io.nagare.Bytes",
            "io.nagare.Engines",
            "io.nagare.Inlet",
            "io.nagare.LambdaSubscriber",
            "io.nagare.LineSplitter$1",
            "io.nagare.Many",
            "io.nagare.NagareException",
            "io.nagare.One",
            "io.nagare.RuntimeClosedException",
            "io.nagare.StageTrace",
            "io.nagare.TaskCancelledException",
            "io.nagare.channel.ChannelEngines",
            "io.nagare.channel.SendResult",
            "io.nagare.driver.Leaf",
            "io.nagare.policy.Decoding",
            "io.nagare.policy.Decoding$Malformed",
            "io.nagare.policy.Flatten",
            "io.nagare.policy.Flatten$Order",
            "io.nagare.policy.Grouping",
            "io.nagare.policy.LongLines",
            "io.nagare.policy.MissedTick",
            "io.nagare.policy.Overflow$Strategy",
            "io.nagare.policy.Release",
            "io.nagare.policy.Sharing$End",
            "io.nagare.policy.Sharing$Laggards",
            "io.nagare.stage.Stage$Finally$End",
            "io.nagare.stage.Stage$Sample$Choice",
            "io.nagare.sync.SynchronizationEngines");

    static final List<String> OF_ENGINE = List.of(
            "io.nagare.engine.IteratedItems",
            "io.nagare.engine.ValueSubscription",
            "io.nagare.engine.blocking.BlockingThreads$Virtual",
            "io.nagare.engine.channel.EmitterSource$1",
            "io.nagare.engine.channel.MpscState",
            "io.nagare.engine.channel.QueueMpsc",
            "io.nagare.engine.channel.Rest",
            "io.nagare.engine.channel.Ring$Pace",
            "io.nagare.engine.channel.RingCells",
            "io.nagare.engine.channel.RingReader",
            "io.nagare.engine.channel.RingReader$1",
            "io.nagare.engine.channel.RingSegment",
            "io.nagare.engine.channel.RingSlots",
            "io.nagare.engine.channel.SegmentedSlots",
            "io.nagare.engine.channel.SharedConnection$2",
            "io.nagare.engine.channel.SlotSegment",
            "io.nagare.engine.channel.Turn$Verdict",
            "io.nagare.engine.origin.IntervalSource$1",
            "io.nagare.engine.origin.Origins",
            "io.nagare.engine.poll.ChannelRegistration",
            "io.nagare.engine.poll.ChannelRegistration$1",
            "io.nagare.engine.poll.DeadlineInbox",
            "io.nagare.engine.poll.DeadlineState",
            "io.nagare.engine.poll.Deadlines",
            "io.nagare.engine.poll.Interest",
            "io.nagare.engine.poll.Interest$Event",
            "io.nagare.engine.poll.Interest$Wait",
            "io.nagare.engine.poll.MemoryReserve",
            "io.nagare.engine.poll.OwnerFlag",
            "io.nagare.engine.poll.PollDriver",
            "io.nagare.engine.poll.SelectorPoller",
            "io.nagare.engine.poll.WakeupState",
            "io.nagare.engine.queue.ClaimRing",
            "io.nagare.engine.queue.SpscRing",
            "io.nagare.engine.queue.WaitList",
            "io.nagare.engine.scheduler.AbstractScheduler",
            "io.nagare.engine.scheduler.Counters",
            "io.nagare.engine.scheduler.InlineRuns",
            "io.nagare.engine.scheduler.LiveShard",
            "io.nagare.engine.scheduler.LocalQueue",
            "io.nagare.engine.scheduler.Patience",
            "io.nagare.engine.scheduler.Schedulable",
            "io.nagare.engine.scheduler.Scheduler",
            "io.nagare.engine.scheduler.SchedulerSettings",
            "io.nagare.engine.scheduler.Schedulers",
            "io.nagare.engine.scheduler.StepScheduler",
            "io.nagare.engine.scheduler.UnpaddedCell",
            "io.nagare.engine.scheduler.UnpaddedWord",
            "io.nagare.engine.scheduler.UnseenFailures",
            "io.nagare.engine.specialize.ClassCopier",
            "io.nagare.engine.specialize.Specialization",
            "io.nagare.engine.stage.Continuation",
            "io.nagare.engine.stage.OnOverflowSubscriber$2",
            "io.nagare.engine.stage.SampleSubscriber$2",
            "io.nagare.engine.stage.SpecializedStages",
            "io.nagare.engine.stage.StageSubscribers",
            "io.nagare.engine.stage.StageTraces",
            "io.nagare.engine.strand.Branch",
            "io.nagare.engine.strand.Branch$Claim",
            "io.nagare.engine.strand.Branch$Outlet",
            "io.nagare.engine.strand.Discard",
            "io.nagare.engine.strand.Egress",
            "io.nagare.engine.strand.Inbox",
            "io.nagare.engine.strand.Locals",
            "io.nagare.engine.strand.ReadyLeaves",
            "io.nagare.engine.strand.Retained",
            "io.nagare.engine.strand.Root",
            "io.nagare.engine.strand.ScopedStrand",
            "io.nagare.engine.strand.StrandState",
            "io.nagare.engine.strand.TaskRoot",
            "io.nagare.engine.strand.TaskRoot$Outcome",
            "io.nagare.engine.sync.FairNotify$Choice",
            "io.nagare.engine.sync.Holding$Start",
            "io.nagare.engine.sync.TaskScope",
            "io.nagare.engine.time.SystemTimeSource",
            "io.nagare.engine.timer.TimerWheel");

    private EngineClasses() {}

    static void load() {
        new EagerClasses(EngineClasses.class, OF_ENGINE).load();
        new EagerClasses(EagerClasses.class, OF_LANGUAGE).load();
    }
}
