using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Features.Configurations;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Machines;

/// <summary>A medium that is being wiped, and what somebody read on the screen of the tool. Its serial goes along with the form: what was read of one is never told of another.</summary>
internal sealed record TypedWipe(int Number, string Serial)
{
    /// <summary>As it is in the machine now.</summary>
    public SeenMedium? Medium { get; init; }

    public string? Result { get; init; }

    public string? Method { get; init; }

    public bool Verified { get; init; }

    public string? Errors { get; init; }

    public bool IsOver => Result is WipeResultPage.Success or WipeResultPage.Failure;

    /// <summary>What was typed of it can be no proof: it ends the wipe of the whole machine.</summary>
    public bool EndsAll => Result is WipeResultPage.Failure || (Result is WipeResultPage.Success && (!Verified || Errors?.Trim() is not "0"));

    /// <summary>The name of one of its fields.</summary>
    public string Field(string part) => string.Create(CultureInfo.InvariantCulture, $"{part}-{Number}");
}

/// <summary>What a wipe tool said of each medium, told by hand where the tool sends nothing. Whether it is a proof is decided by the machine, never here.</summary>
internal sealed class WipeResultPage(CodeResolver codes, IGrainFactory grains, TimeProvider time, RulesInForce rules) : MachineStepPage(codes, grains, time, rules)
{
    public const string Success = "success";
    public const string Failure = "failure";

    /// <summary>Signs of a field.</summary>
    public const int Longest = 200;

    // More disks than a machine has; the next number is free for one that began while somebody typed.
    private const int MostRows = 200;

    private const string Running = "running";
    private const string Wiped = "wipe-succeeded";

    [BindProperty]
    public string? Tool { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public ImmutableArray<TypedWipe> Media { get; private set; } = [];

    /// <summary>Where nothing is being wiped there is no result: the next medium is started first.</summary>
    public override Refusal? Stopped => base.Stopped ?? (Media.IsEmpty ? Refusal.Conflict("no-medium-being-wiped") : null);

    /// <summary>The same page takes a failure.</summary>
    public override string Title => Say("wipe-result-title", Called.Machine(Machine.Machine));

    public IEnumerable<Choice> Results =>
    [
        new(Running, Say("wipe-result-running")),
        new(Success, Say("wipe-result-success")),
        new(Failure, Say("wipe-result-failure")),
    ];

    /// <summary>What a tool can have done; what proves something for this medium first, and what does not is called so: it is noted as what it was.</summary>
    public IEnumerable<Choice> MethodsOf(TypedWipe wiped)
    {
        var proofs = WipeMethods.For([wiped.Medium!], Scene.Rules);
        return proofs.Select(method => new Choice(method.Code(), Say($"option-{method.Code()}")))
            .Concat(Enum.GetValues<WipeMethod>().Where(method => method is not WipeMethod.Unknown).Except(proofs).Select(method => new Choice(method.Code(), Say("wipe-result-no-proof", Say($"option-{method.Code()}")))));
    }

    public async Task<IActionResult> OnGetAsync(string code) => await FindMediaAsync(code) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string code)
    {
        if (!await FindMediaAsync(code))
        {
            return NotFound();
        }

        ImmutableArray<TypedWipe> typed = [.. Enumerable.Range(1, MostRows).Select(number => new TypedWipe(number, string.Empty)).Where(row => Request.Form.ContainsKey(row.Field("serial"))).Select(Read)];
        ImmutableArray<TypedWipe> over = [.. typed.Where(one => one.IsOver)];
        var tool = Typed(Tool) ?? string.Empty;
        Mistakes
            .Unless(tool.Length is > 0 and <= Longest, "tool", Say("wipe-result-tool-needed"))
            .Unless(Reason is not { Length: > Longest }, "reason", Say("step-too-long", Say("wipe-result-said"), Longest))
            .Unless(!over.IsEmpty, typed.FirstOrDefault()?.Field("result") ?? FormMistakes.Form, Say("wipe-result-none"));
        ImmutableArray<WipeReport> reports = [.. over.Select(one => ReportOf(one, tool))];

        if (Machine.Status is MachineStatus.Wiping)
        {
            RefuseWhatIsNoLongerSo(over);
        }

        Media = StillRunning(typed);

        // All that is noted is judged together, each by its own report: what failed is a failure beside what succeeded.
        return Mistakes.Any ? Page()
            : await DoAsync(reports.Any(report => report.Succeeded) ? new WipeSucceeded { Reports = reports, Reason = Typed(Reason) } : new WipeFailed(Typed(Reason)) { Reports = reports })
            ?? Page();
    }

    /// <summary>
    /// A failure ends the wipe of every medium that still runs, and its result could not be noted any more: all are noted together then. And a failure of
    /// one that does not run is none; of a success the machine says so itself, and answers a form that was sent twice as it did the first time.
    /// </summary>
    private void RefuseWhatIsNoLongerSo(ImmutableArray<TypedWipe> over)
    {
        if (over.All(one => one.Result is Failure) && over.FirstOrDefault(one => !IsRunning(one.Serial)) is { } idle)
        {
            Refuse(Refusal.Conflict("medium-not-being-wiped", idle.Serial));
        }
        else if (over.FirstOrDefault(one => one.EndsAll) is { } ending && Media.Any(running => !over.Any(one => Same(one.Serial, running.Serial))))
        {
            Mistakes.Add(ending.Field("result"), Say("wipe-result-others-run"));
        }
    }

    private TypedWipe Read(TypedWipe row) => row with
    {
        Serial = ((string?)Request.Form[row.Field("serial")])?.Trim() ?? string.Empty,
        Result = Request.Form[row.Field("result")],
        Method = Request.Form[row.Field("method")],
        Verified = Request.Form[row.Field("verified")] == "true",
        Errors = Request.Form[row.Field("errors")],
    };

    private WipeReport ReportOf(TypedWipe one, string tool)
    {
        var succeeded = one.Result is Success;
        var errors = 0L;
        Mistakes
            .Unless(Codes.TryParse<WipeMethod>(one.Method, out var method) && method is not WipeMethod.Unknown, one.Field("method"), Say("step-needed", Say("field-method")))
            .Unless(
                (string.IsNullOrWhiteSpace(one.Errors) && !succeeded) || long.TryParse(one.Errors?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out errors),
                one.Field("errors"),
                Say("wipe-result-errors-needed"));
        return new() { Evidence = new("manual", string.Empty), Serial = one.Serial, Method = method, Tool = tool, Succeeded = succeeded, Verified = one.Verified, Errors = errors };
    }

    private async Task<bool> FindMediaAsync(string code)
    {
        if (!await FindAsync(code, Wiped))
        {
            return false;
        }

        Media = StillRunning([]);
        return true;
    }

    /// <summary>What runs now, with what was typed of each; one that began since has no answer yet.</summary>
    private ImmutableArray<TypedWipe> StillRunning(ImmutableArray<TypedWipe> typed)
    {
        var next = typed.IsEmpty ? 1 : typed[^1].Number + 1;
        return
        [
            .. Look.Media.Where(medium => medium.State is MediumState.Running)
                .Select(medium => (typed.FirstOrDefault(one => Same(one.Serial, medium.Serial)) ?? new TypedWipe(next++, medium.Serial)) with { Medium = medium })
                .OrderBy(row => row.Number),
        ];
    }

    private bool IsRunning(string serial) => Media.Any(running => Same(running.Serial, serial));

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
