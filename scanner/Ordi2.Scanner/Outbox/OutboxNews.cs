namespace Ordi2.Scanner.Outbox;

/// <summary>What the sender has to say.</summary>
internal abstract record OutboxNews;

/// <summary>The server answered to a scan.</summary>
internal sealed record AnswerCame(KeptScan Scan, Receipt Receipt) : OutboxNews;

/// <summary>A scan stands aside: the server cannot read it.</summary>
internal sealed record ScanSetAside(KeptScan Scan, Sentence Why) : OutboxNews;

/// <summary>Nothing can be sent for now.</summary>
/// <param name="Why">In words.</param>
/// <param name="Waiting">Scans that wait.</param>
/// <param name="Pause">Until the next try.</param>
/// <param name="Asked">The server is there and asked for the pause.</param>
internal sealed record SendingPaused(string Why, long Waiting, TimeSpan Pause, bool Asked = false) : OutboxNews;

/// <summary>The server is back.</summary>
internal sealed record SendingResumed : OutboxNews;

/// <summary>The scans of a person wait for their next sign-in.</summary>
internal sealed record SignInNeeded(string Person, Sentence Why, long Waiting) : OutboxNews;

/// <summary>The clock of this device is off.</summary>
/// <param name="Ahead">How far it is ahead of the server's; less than nothing where it is behind.</param>
internal sealed record ClockIsOff(TimeSpan Ahead) : OutboxNews;
