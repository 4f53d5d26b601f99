using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Offices;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Bench;
using Ordi2.Web.Features.Configurations;
using Ordi2.Web.Features.Recalls;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Machines;

/// <summary>A page on which one step of a machine is done at a desk: what a scan would do, with what has to be filled in. The machine decides, as always.</summary>
[Authorize]
internal abstract class MachineStepPage(CodeResolver codes, IGrainFactory grains, TimeProvider time, RulesInForce rules) : FormPage
{
    public string Step { get; private set; } = string.Empty;

    public MachineView Machine => Scene.Machine;

    public MachineLook Look => Scene.Look;

    /// <summary>Why it cannot be done now, whatever is filled in.</summary>
    public virtual Refusal? Stopped => Look.Steps.First(step => step.Step == Step).Why;

    /// <summary>Photos are given and seen by whoever sees all of the machine.</summary>
    public bool SeesAll { get; private set; }

    /// <summary>What to do with a machine that was called back.</summary>
    public RecallNotice? Recall { get; private set; }

    public string Home => $"/machines/{Machine.Machine}";

    /// <summary>Back to the bench for whoever came from there.</summary>
    public string Back => From is "bench" ? $"/bench?mode={BenchMode.Of(Mode).Key}" : Home;

    /// <summary>This page, without a handler.</summary>
    public string Address => QueryHelpers.AddQueryString($"{Home}/{Step}", new Dictionary<string, string?>(StringComparer.Ordinal) { ["from"] = From, ["mode"] = Mode });

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Mode { get; set; }

    public virtual string Title => Say("step-title", Capital(Word(Step)), Called.Machine(Machine.Machine));

    public string SizeOf(SeenMedium medium) => MediumWords.SizeOf(this, medium);

    protected Caller Caller => HttpContext.Caller();

    protected DateTimeOffset At => time.GetUtcNow();

    protected StepScene Scene { get; private set; } = null!;

    /// <summary>The machine as the caller sees it; a step that the role never does is no page of theirs.</summary>
    protected async Task<bool> FindAsync(string code, string step)
    {
        var (found, seen, refused) = await codes.FindSeenAsync(code, Caller, HttpContext.RequestAborted);

        if (refused is not null)
        {
            return false;
        }

        var look = await grains.GetGrain<IMachineGrain>($"machine/{found.Row.Id}").LookAsync(Caller);
        (Step, Scene, SeesAll) = (step, new(MachineView.Of(found.Row), look, Caller.Role, step is "start-wipe" or "wipe-succeeded" ? await rules.ForAsync(Caller) : PoleRules.Default), seen.IsAll);
        Recall = await PublicRecall.NoticeAsync(Machine, HttpContext);
        return look.Steps.Any(known => known.Step == step);
    }

    /// <summary>Asks the machine, and goes back; nothing where it refused, which is said above the form.</summary>
    protected async Task<IActionResult?> DoAsync(MachineCommand command)
    {
        var scan = new Scan(Once(command, Machine.Machine), time.GetUtcNow(), null, command);
        var receipt = (await grains.GetGrain<IMachineGrain>($"machine/{Machine.Machine}").ScanAsync([scan], Caller))[0];

        switch (receipt.FirstOutcome ?? receipt.Outcome)
        {
            case Outcome.Refused:
                Refuse(receipt.Reason ?? Refusal.Conflict("try-again"));

                // The machine keeps its answer; what is sent next is asked anew, also unchanged, once the cause is gone.
                FormMistakes.Renew(HttpContext);
                return null;
            case Outcome.Held:
                Tell(Say("step-held", Why(receipt.Reason!)), Tone.Warn);
                break;
            default:
                Tell(Done(receipt, CommandCatalog<MachineCommand>.StepOf(command)), receipt.Finding is null ? Tone.Good : Tone.Warn);
                break;
        }

        return Redirect(Back);
    }

    /// <summary>Has a document made by the office of whoever asks.</summary>
    protected Task<Reply<DocumentTerms>> MakeAsync(ReportRequest request) =>
        grains.GetGrain<IOfficeGrain>($"office/{Caller.Organisation}").ReportAsync(request, Caller, Once(request, Machine.Machine));

    private string Done(ScanReceipt receipt, string step)
    {
        var done = Say("step-done-now", Word(step), Word(receipt.Status), Called.Machine(receipt.Machine.Text));
        done = receipt.Documents.IsDefaultOrEmpty ? done : $"{done} {Say("step-documents", string.Join(", ", receipt.Documents))}";
        return receipt.Finding is { } finding ? $"{done} {Why(finding)}" : done;
    }
}
