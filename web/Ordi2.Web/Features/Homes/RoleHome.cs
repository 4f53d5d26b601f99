using Ordi2.Contracts;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Homes;

/// <summary>One thing to do now.</summary>
/// <param name="Href">Where it is done.</param>
/// <param name="Words">What it is.</param>
/// <param name="Count">How many of it, where it is several.</param>
/// <param name="Due">Last day for it.</param>
/// <param name="Tone">How urgent.</param>
internal sealed record HomeTask(string Href, string Words, long? Count = null, DateTimeOffset? Due = null, Tone Tone = Tone.Info);

/// <summary>A number that says where one stands.</summary>
internal sealed record HomeFigure(string Label, string Value, Tone Tone = Tone.Neutral);

/// <summary>A place where the rest of the work is done, and what it is for.</summary>
internal sealed record HomeDoor(string Href, string Title, string Hint, string Icon);

/// <summary>What the home of a role shows, in this order.</summary>
internal sealed record HomeView
{
    /// <summary>The most urgent first.</summary>
    public IReadOnlyList<HomeTask> Tasks { get; init; } = [];

    /// <summary>What one comes here for most often.</summary>
    public IReadOnlyList<(string Href, string Words)> Actions { get; init; } = [];

    public IReadOnlyList<HomeFigure> Figures { get; init; } = [];

    /// <summary>Where the machines stand, for who answers for the whole chain.</summary>
    public IReadOnlyList<HomeStretch> Flow { get; init; } = [];

    /// <summary>The board that says more of the flow.</summary>
    public string? FlowHref { get; init; }

    public IReadOnlyList<HomeDoor> Doors { get; init; } = [];
}

/// <summary>How many machines are in one state, and the list of them.</summary>
internal sealed record HomeCount(string Href, string Label, string Value);

/// <summary>A stretch of the chain: how many machines are in it, and in which states.</summary>
internal sealed record HomeStretch(string Look, string Title, string Sum, IReadOnlyList<HomeCount> Counts);

/// <summary>The home of one role: what must I do now.</summary>
internal interface IRoleHome
{
    Role Role { get; }

    Task<HomeView> ReadAsync(HomePage page, CancellationToken cancellationToken);
}
