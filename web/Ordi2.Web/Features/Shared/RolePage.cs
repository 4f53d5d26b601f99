using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Shared;

/// <summary>A page for some roles; for anybody else there is no such page. It asks the grains that the API asks, with ids that follow from the form.</summary>
[Authorize]
internal abstract class RolePage(params Role[] roles) : FormPage
{
    public Caller Caller => HttpContext.Caller();

    /// <summary>Today in France.</summary>
    public DateOnly Today => FrenchCalendar.DayOf(Time.GetUtcNow());

    protected TimeProvider Time => HttpContext.RequestServices.GetRequiredService<TimeProvider>();

    public override Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (roles.Contains(Caller.Role))
        {
            return next();
        }

        context.Result = NotFound();
        return Task.CompletedTask;
    }

    /// <summary>The days that are left until a day, in words: « il reste 3 jours », « aujourd'hui », « en retard de 2 jours ».</summary>
    public string DaysLeft(DateOnly day) => (day.DayNumber - Today.DayNumber) switch
    {
        0 => Say("due-today"),
        > 0 and var left => Count("days-left", left),
        var over => Count("days-late", -over),
    };

    /// <summary>How bad it is: late, within a week, or not yet.</summary>
    public Tone ToneOf(DateOnly day) => (day.DayNumber - Today.DayNumber) switch
    {
        < 0 => Tone.Bad,
        <= 7 => Tone.Warn,
        _ => Tone.Neutral,
    };

    /// <summary>A label as people read it: <c>H4T 9CXB</c>.</summary>
    public static string Label(string machine) => Called.Machine(machine);

    public static string Label(MachineId machine) => Label(machine.Text);

    /// <summary>Whether it was carried out; what was refused is said by a field, or above them all.</summary>
    protected bool IsDone<T>(Reply<T> reply, string field = FormMistakes.Form)
    {
        if (reply is Refused<T> refused)
        {
            Refuse(refused.Reason, field);
            return false;
        }

        return true;
    }

    protected RedirectResult Onward(string address, string sentence, Tone tone = Tone.Good)
    {
        Tell(sentence, tone);
        return Redirect(address);
    }

    /// <summary>What a time field of a form says; nothing where it is no time.</summary>
    protected static TimeOnly? TimeOf(string? text) =>
        TimeOnly.TryParseExact(text?.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>A time as a time field takes it.</summary>
    protected static string Written(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A day as a browser sends it.</summary>
    protected static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A whole number as people type it.</summary>
    protected internal static int? NumberOf(string? text) =>
        int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
