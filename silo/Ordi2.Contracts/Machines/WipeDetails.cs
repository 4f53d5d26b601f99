namespace Ordi2.Contracts.Machines;

/// <summary>What a wipe tool says of the areas that a disk can hide from a program (HPA, DCO).</summary>
[Alias("ordi2.hidden-areas")]
public enum HiddenAreas
{
    /// <summary>The tool says nothing of them.</summary>
    Unsaid = 0,

    /// <summary>It looked, and there are none.</summary>
    Absent,

    /// <summary>It looked, and could not find out.</summary>
    Unsure,

    /// <summary>There are some: what is in them was not wiped.</summary>
    Present,
}

/// <summary>What a wipe tool was asked to read back.</summary>
[Alias("ordi2.verify-pass")]
public enum VerifyPass
{
    /// <summary>The tool does not say.</summary>
    Unsaid = 0,

    /// <summary>Nothing.</summary>
    NoPass,

    /// <summary>What the last pass wrote.</summary>
    LastPass,

    /// <summary>What each pass wrote.</summary>
    AllPasses,

    /// <summary>Some places only: no proof.</summary>
    SampleOnly,
}

/// <summary>What one step of a wipe did.</summary>
[Alias("ordi2.wipe-step-kind")]
public enum WipeStepKind
{
    /// <summary>The medium was written over; the tool does not say with what.</summary>
    Overwrite = 0,

    /// <summary>Random data was written.</summary>
    Random,

    /// <summary>Zeros were written.</summary>
    Zero,

    /// <summary>The medium was told to sanitize itself.</summary>
    Sanitize,

    /// <summary>The key of an encrypting disk was destroyed.</summary>
    CryptoErase,
}

/// <summary>How a step of a wipe ended.</summary>
[Alias("ordi2.step-severity")]
public enum StepSeverity
{
    /// <summary>As it should.</summary>
    Info = 0,

    /// <summary>With an error.</summary>
    Error,

    /// <summary>The report stops before its end.</summary>
    Unfinished,
}

/// <summary>One step of a wipe, as the tool tells it (domain.md 8.2).</summary>
/// <param name="Kind">What it did.</param>
/// <param name="StartedAt">When it began, by the tool's clock.</param>
/// <param name="EndedAt">When it ended, by the tool's clock.</param>
/// <param name="Severity">How it ended.</param>
[GenerateSerializer, Immutable, Alias("ordi2.wipe-step")]
public sealed record WipeStep(
    [property: Id(0)] WipeStepKind Kind,
    [property: Id(1)] DateTimeOffset? StartedAt,
    [property: Id(2)] DateTimeOffset? EndedAt,
    [property: Id(3)] StepSeverity Severity = StepSeverity.Info);

/// <summary>The errors of a wipe by where they happened, as the tool counts them.</summary>
/// <param name="Pass">While writing.</param>
/// <param name="Verify">While reading back.</param>
/// <param name="Sync">While flushing.</param>
[GenerateSerializer, Immutable, Alias("ordi2.wipe-errors")]
public sealed record WipeErrors(
    [property: Id(0)] long Pass,
    [property: Id(1)] long Verify,
    [property: Id(2)] long Sync);
