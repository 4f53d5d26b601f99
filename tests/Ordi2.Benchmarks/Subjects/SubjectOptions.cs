using Ordi2.Benchmarks.Servers;

namespace Ordi2.Benchmarks.Subjects;

/// <summary>How a subject runs.</summary>
internal sealed record SubjectOptions(Database Database, bool Quick, FileInfo? Json)
{
    /// <summary>Whether only the baselines are measured.</summary>
    public bool BaselinesOnly { get; init; }

    /// <summary>How many kills.</summary>
    public int Times { get; init; }

    /// <summary>How many machines a store that is filled gets, where the subject does not say otherwise.</summary>
    public int? Machines { get; init; }

    public string DatabaseName => Database is Database.Postgres ? "postgres" : "sqlite";

    public int Rounds => Quick ? 3 : 5;

    /// <summary>Long enough for the runtime's compiler: it is still at work when a server has answered scans for a few seconds.</summary>
    public TimeSpan FirstWarmUp => TimeSpan.FromSeconds(Quick ? 12 : 20);

    public TimeSpan WarmUp => TimeSpan.FromSeconds(0.3);

    public TimeSpan Window => TimeSpan.FromSeconds(Quick ? 1 : 3);
}
