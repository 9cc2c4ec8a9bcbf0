package io.nagare.engine.memory;

import io.nagare.driver.EagerClasses;
import java.util.List;

/**
 * The classes of the language and the engine that must be initialized while there is memory. These are the failures
 * with which strands end, and all classes that have something to initialize. If the initialization of a class has
 * failed once, the class can never be used in this process again. All code that needs the class fails.
 */
public final class EngineClasses {

    public static final List<String> OF_LANGUAGE = List.of(
            "io.nagare.BlockingIterator",
            "io.nagare.Bytes",
            "io.nagare.channel.ChannelEngines",
            "io.nagare.channel.SendResult",
            "io.nagare.codec.BytesBuilder",
            "io.nagare.codec.MoreBytes",
            "io.nagare.driver.Leaf",
            "io.nagare.driver.TaskLine",
            "io.nagare.failure.NagareException",
            "io.nagare.failure.RuntimeClosedException",
            "io.nagare.failure.StageTrace",
            "io.nagare.failure.TaskCancelledException",
            "io.nagare.Inlet",
            "io.nagare.LambdaSubscriber",
            "io.nagare.LineSplitter$1",
            "io.nagare.Many",
            "io.nagare.One",
            "io.nagare.Outcome",
            "io.nagare.policy.Decoding",
            "io.nagare.policy.Decoding$Malformed",
            "io.nagare.policy.Flatten",
            "io.nagare.policy.Flatten$Order",
            "io.nagare.policy.Grouping",
            "io.nagare.policy.LineOptions",
            "io.nagare.policy.LongLines",
            "io.nagare.policy.MissedTick",
            "io.nagare.policy.Overflow$Strategy",
            "io.nagare.policy.Release",
            "io.nagare.policy.Retry",
            "io.nagare.policy.Sharing$End",
            "io.nagare.policy.Sharing$Laggards",
            "io.nagare.stage.Engines",
            "io.nagare.stage.Stage$Sample$Choice",
            "io.nagare.sync.SynchronizationEngines",
            "io.nagare.value.ReadyCodecs");

    public static final List<String> OF_ENGINE = List.of(
            "io.nagare.engine.blocking.BlockingThreads$Virtual",
            "io.nagare.engine.channel.EmitterSource$1",
            "io.nagare.engine.channel.mpsc.MpscState",
            "io.nagare.engine.channel.mpsc.QueueMpsc",
            "io.nagare.engine.channel.mpsc.RingSlots",
            "io.nagare.engine.channel.mpsc.SegmentedSlots",
            "io.nagare.engine.channel.mpsc.SlotSegment",
            "io.nagare.engine.channel.ring.Ring$Pace",
            "io.nagare.engine.channel.ring.RingCells",
            "io.nagare.engine.channel.ring.RingReader",
            "io.nagare.engine.channel.ring.RingReader$1",
            "io.nagare.engine.channel.ring.RingSegment",
            "io.nagare.engine.channel.send.WaitingSender$Verdict",
            "io.nagare.engine.channel.share.SharedConnection$2",
            "io.nagare.engine.event.EngineEvents",
            "io.nagare.engine.IteratedItems",
            "io.nagare.engine.memory.MemoryReserve",
            "io.nagare.engine.origin.IntervalSource$1",
            "io.nagare.engine.origin.Origins",
            "io.nagare.engine.poll.ChannelRegistration",
            "io.nagare.engine.poll.ChannelRegistration$1",
            "io.nagare.engine.poll.DeadlineInbox",
            "io.nagare.engine.poll.Deadlines",
            "io.nagare.engine.poll.DeadlineState",
            "io.nagare.engine.poll.Interest",
            "io.nagare.engine.poll.Interest$Event",
            "io.nagare.engine.poll.Interest$Wait",
            "io.nagare.engine.poll.OwnerFlag",
            "io.nagare.engine.poll.PollDriver",
            "io.nagare.engine.poll.SelectorPoller",
            "io.nagare.engine.poll.WakeupState",
            "io.nagare.engine.program.SpecializedStages",
            "io.nagare.engine.program.StageSubscribers",
            "io.nagare.engine.program.ValueSubscription",
            "io.nagare.engine.queue.ClaimRing",
            "io.nagare.engine.queue.IntrusiveList",
            "io.nagare.engine.queue.SpscRing",
            "io.nagare.engine.queue.UnpaddedWord",
            "io.nagare.engine.scheduler.base.AbstractScheduler",
            "io.nagare.engine.scheduler.base.Counters",
            "io.nagare.engine.scheduler.base.InlineRuns",
            "io.nagare.engine.scheduler.base.LiveShard",
            "io.nagare.engine.scheduler.base.Patience",
            "io.nagare.engine.scheduler.base.Schedulable",
            "io.nagare.engine.scheduler.base.Scheduler",
            "io.nagare.engine.scheduler.base.SchedulerSettings",
            "io.nagare.engine.scheduler.base.UnpaddedCell",
            "io.nagare.engine.scheduler.Schedulers",
            "io.nagare.engine.scheduler.stealing.LocalQueue",
            "io.nagare.engine.scheduler.step.StepScheduler",
            "io.nagare.engine.scheduler.step.StepWorld",
            "io.nagare.engine.scheduler.UnseenFailures",
            "io.nagare.engine.specialize.ClassCopier",
            "io.nagare.engine.specialize.Specialization",
            "io.nagare.engine.stage.Continuation",
            "io.nagare.engine.stage.demand.OnOverflowSubscriber$1",
            "io.nagare.engine.stage.StageTraces",
            "io.nagare.engine.stage.time.SampleSubscriber$1",
            "io.nagare.engine.strand.crossing.Branch",
            "io.nagare.engine.strand.crossing.Branch$Claim",
            "io.nagare.engine.strand.crossing.Branch$Outlet",
            "io.nagare.engine.strand.crossing.Egress",
            "io.nagare.engine.strand.crossing.TaskRoot",
            "io.nagare.engine.strand.crossing.TaskRoot$Outcome",
            "io.nagare.engine.strand.Discard",
            "io.nagare.engine.strand.ingress.End",
            "io.nagare.engine.strand.ingress.Inbox",
            "io.nagare.engine.strand.ingress.NoUpstream",
            "io.nagare.engine.local.InstalledContext",
            "io.nagare.engine.local.Locals",
            "io.nagare.engine.strand.PlainItems",
            "io.nagare.engine.strand.PlainItems$1",
            "io.nagare.engine.strand.ReadyLeaves",
            "io.nagare.engine.strand.Retained",
            "io.nagare.engine.strand.Root",
            "io.nagare.engine.strand.StrandHome",
            "io.nagare.engine.strand.StrandState",
            "io.nagare.engine.strand.StreamEnd",
            "io.nagare.engine.strand.SurroundedStrand",
            "io.nagare.engine.sync.FairNotify$Choice",
            "io.nagare.engine.sync.lock.Holding$Start",
            "io.nagare.engine.sync.scope.TaskScope",
            "io.nagare.engine.time.SystemTimeSource",
            "io.nagare.engine.timer.TimerWheel",
            "io.nagare.engine.waiting.Rest",
            "io.nagare.engine.waiting.WaitList");

    private static final EagerClasses ENGINE = new EagerClasses(EngineClasses.class, OF_ENGINE);
    private static final EagerClasses LANGUAGE = new EagerClasses(EagerClasses.class, OF_LANGUAGE);

    private EngineClasses() {}

    /** Loads them unless that was done before. Never throws. */
    public static void load() {
        ENGINE.load();
        LANGUAGE.load();
    }

    /** Loads those that are in a directory. */
    public static void loadFromDirectory() {
        ENGINE.loadFromDirectory();
        LANGUAGE.loadFromDirectory();
    }
}
